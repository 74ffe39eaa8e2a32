Private WithEvents excelItself As Application

Private Sub Workbook_Open()
    Set excelItself = Application
    AIGC_Register
    AigcAfterCalculation
End Sub

Private Sub excelItself_AfterCalculate()
    AigcAfterCalculation
End Sub

Private Sub Workbook_BeforeClose(Cancel As Boolean)
    AigcCancelRetry
End Sub
