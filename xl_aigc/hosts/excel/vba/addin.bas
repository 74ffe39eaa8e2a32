
Private Sub excelItself_WorkbookOpen(ByVal opened As Workbook)
    AigcAdoptLinks opened
End Sub

' Excel takes texts for the wizard only while a workbook is shown.
Private Sub excelItself_WorkbookActivate(ByVal activated As Workbook)
    Static isRegistered As Boolean
    If Not isRegistered Then AIGC_Register
    isRegistered = True
End Sub
