Option Explicit

' Written by xl_aigc from its catalogue of functions: change nothing here, the next version overwrites it.
' It calls XLPy, from the module xlwings in this project (or from xlwings' add-in, if the project refers to it).

Private Const PYTHON_MODULE As String = "xl_aigc.hosts.xlwings_excel"
Private Const QUESTIONS_MODULE As String = "xl_aigc.hosts.xlwings_questions"
Private Const ERROR_MARK As Long = @MARK@
Private Const PAUSE_IN_SECONDS As Long = 20
Private Const MOST_RETRIES As Long = 15
Private Const TEXTS_SHEET As String = "_IntelliSense_"
Private Const CLASS_OF_DIALOGS As String = "bosa_sdm_XL9"

#If Not Mac Then
    Private Declare PtrSafe Function FindWindowExW Lib "user32" ( _
        ByVal above As LongPtr, ByVal after As LongPtr, ByVal className As LongPtr, ByVal title As LongPtr _
    ) As LongPtr
    Private Declare PtrSafe Function GetWindowThreadProcessId Lib "user32" (ByVal window As LongPtr, ByRef process As Long) As Long
    Private Declare PtrSafe Function GetCurrentProcessId Lib "kernel32" () As Long
    Private Declare PtrSafe Function IsWindowVisible Lib "user32" (ByVal window As LongPtr) As Long
#End If

Private pythonServer As Object
Private pausedUntil As Date
Private lastFailure As String
Private callsFailed As Boolean
Private retries As Long
Private retryIsDue As Boolean
Private retryTime As Date

' Says whether Python answers, and if not, why.
Public Sub AIGC_Check()
    Dim answer As Variant
    pausedUntil = 0
    retries = 0
    lastFailure = ""
    Set pythonServer = Nothing
    answer = AigcCall("AIGC_YOY", Array(120#, 100#))
    If IsError(answer) Then
        MsgBox "Python does not answer." & vbCrLf & vbCrLf & lastFailure & vbCrLf & vbCrLf & _
            "In the Python that has xl-aigc run, for the add-in: xl-aigc addin excel --install" & vbCrLf & _
            "for a workbook with macros: xlwings config create --force" & vbCrLf & _
            "Either tells xlwings which Python to start.", vbExclamation, "xl_aigc"
    Else
        MsgBox "Python answers: AIGC_YOY(120, 100) is " & answer & ".", vbInformation, "xl_aigc"
        If callsFailed Then AigcRetry
    End If
End Sub

' Calculates every formula anew. The functions are not volatile: after a refresh of the figures nothing else would move them.
Public Sub AIGC_Recalculate()
    pausedUntil = 0
    Application.CalculateFullRebuild
End Sub

' Carries what the store knows into this workbook: all of it, the active sheet, or the selected cells. It is not saved.
Public Sub Refresh_Workbook()
    AigcRefresh "book"
End Sub

Public Sub Refresh_Sheet()
    AigcRefresh "sheet"
End Sub

Public Sub Refresh_Selection()
    AigcRefresh "selection"
End Sub

Private Sub AigcRefresh(ByVal part As String)
    RunPython "from xl_aigc.refreshing.macros import refresh_workbook; refresh_workbook('" & part & "')"
End Sub

' Gives the function wizard its texts, from the hidden sheet that also serves Excel-DNA's IntelliSense.
Public Sub AIGC_Register()
    Dim texts As Variant, place As Long, wasSaved As Boolean
    On Error Resume Next
    wasSaved = ThisWorkbook.Saved
    texts = ThisWorkbook.Worksheets(TEXTS_SHEET).UsedRange.Value2
    If Not IsArray(texts) Then Exit Sub
    For place = 2 To UBound(texts, 1)
        AigcDescribe texts, place
    Next place
    ThisWorkbook.Saved = wasSaved
End Sub

Private Sub AigcDescribe(ByRef texts As Variant, ByVal place As Long)
    Dim argumentTexts() As String, count As Long, column As Long, macroName As String
    On Error Resume Next
    ReDim argumentTexts(0 To UBound(texts, 2))
    For column = 5 To UBound(texts, 2) Step 2
        If Len(texts(place, column)) = 0 Then Exit For
        argumentTexts(count) = texts(place, column)
        count = count + 1
    Next column
    macroName = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & texts(place, 1)
    If count = 0 Then
        Application.MacroOptions Macro:=macroName, Description:=texts(place, 2), Category:="AIGC"
    Else
        ReDim Preserve argumentTexts(0 To count - 1)
        Application.MacroOptions Macro:=macroName, Description:=texts(place, 2), Category:="AIGC", _
            ArgumentDescriptions:=argumentTexts
    End If
End Sub

' One call of Python. Starting it is what fails and takes long, so that cells wait after a failure before the next try.
Private Function AigcCall( _
    ByVal wanted As String, ByVal given As Variant, Optional ByVal moduleName As String = PYTHON_MODULE _
) As Variant
    Dim outcome As Variant, triedAgain As Boolean
    AigcCall = CVErr(2015)
    If Now < pausedUntil Then Exit Function
attempt:
    On Error GoTo notStarted
    If pythonServer Is Nothing Then Set pythonServer = XLPy()
    On Error GoTo notAnswered
    outcome = pythonServer.CallUDF(moduleName, wanted, given)
    AigcCall = AigcResult(outcome)
    If IsError(AigcCall) Then AigcNoteCell
    Exit Function
notAnswered:
    lastFailure = Err.Description
    Set pythonServer = Nothing
    callsFailed = triedAgain
    If triedAgain Then Exit Function
    triedAgain = True
    Resume attempt
notStarted:
    lastFailure = Err.Description
    callsFailed = True
    pausedUntil = Now + TimeSerial(0, 0, PAUSE_IN_SECONDS)
End Function

' Tells Python which cell its last call came from, so that AIGC_WHY finds the reason of an error by the cell.
Private Sub AigcNoteCell()
    On Error Resume Next
    If TypeName(Application.Caller) = "Range" Then
        pythonServer.CallUDF QUESTIONS_MODULE, "note_cell", Array(Application.Caller.Address(External:=True))
    End If
End Sub

' A question of the tab's buttons and boxes; an error if Python does not answer.
Public Sub AigcAsk(ByVal question As String, ByVal given As Variant, ByRef answer As Variant)
    answer = AigcCall(question, given, QUESTIONS_MODULE)
End Sub

' After a calculation in which Python did not answer: plans another try. A formula itself may not plan anything.
Public Sub AigcAfterCalculation()
    If Not callsFailed Or retryIsDue Or retries >= MOST_RETRIES Then Exit Sub
    On Error Resume Next
    retryTime = Now + TimeSerial(0, 0, PAUSE_IN_SECONDS + 1)
    Application.OnTime retryTime, AigcRetryName()
    retryIsDue = (Err.Number = 0)
End Sub

' Excel would open a workbook again that was closed while a try of it is planned.
Public Sub AigcCancelRetry()
    On Error Resume Next
    If retryIsDue Then Application.OnTime retryTime, AigcRetryName(), , False
    retryIsDue = False
End Sub

Private Function AigcRetryName() As String
    AigcRetryName = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!AigcRetry"
End Function

' Computes everything anew as soon as Python answers: formulas that had failed would keep their errors.
Public Sub AigcRetry()
    retryIsDue = False
    retries = retries + 1
    callsFailed = False
    pausedUntil = 0
    If IsError(AigcCall("AIGC_YOY", Array(120#, 100#))) Then
        AigcAfterCalculation
    Else
        retries = 0
        Application.CalculateFull
    End If
End Sub

' The values of an argument: taken from the cells here, since Python would ask Excel back several times for each range.
Private Function AigcValues(Optional ByRef given As Variant) As Variant
    AigcValues = Empty
    If IsMissing(given) Then Exit Function
    If IsObject(given) Then
        AigcValues = AigcCells(given)
    Else
        AigcValues = given
    End If
End Function

' What AIGC_WHY is asked about: of a cell with an error its address too.
Private Function AigcOutcome(Optional ByRef given As Variant) As Variant
    AigcOutcome = AigcValues(given)
    If IsMissing(given) Then Exit Function
    If IsObject(given) Then AigcOutcome = AigcWithAddress(given, AigcOutcome)
End Function

Private Function AigcWithAddress(ByVal area As Object, ByRef held As Variant) As Variant
    Dim both(0 To 0, 0 To 1) As Variant
    AigcWithAddress = held
    If Not IsError(held) Then Exit Function
    both(0, 0) = area.Address(External:=True)
    both(0, 1) = held
    AigcWithAddress = both
End Function

' Value2, since Value rounds cells in a currency format to four decimals. Areas apart are no rectangle.
Private Function AigcCells(ByVal area As Object) As Variant
    If area.Areas.Count > 1 Then
        AigcCells = CVErr(2015)
    ElseIf area.Rows.Count = area.Worksheet.Rows.Count Then
        AigcCells = AigcUsed(area).Value2
    Else
        AigcCells = area.Value2
    End If
End Function

' Whole columns down to the last row that the sheet uses: a million blank cells would take minutes on their way.
Private Function AigcUsed(ByVal area As Object) As Object
    Dim used As Object
    Set used = area.Worksheet.UsedRange
    Set AigcUsed = area.Resize(used.Row + used.Rows.Count - 1)
End Function

' What a function gave, as cells take it: one value, or rows and columns of them, with true errors.
Private Function AigcResult(ByRef outcome As Variant) As Variant
    Dim cells() As Variant, row As Long, column As Long
    If Not IsArray(outcome) Then
        AigcResult = AigcCell(outcome)
    ElseIf AigcIsTable(outcome) Then
        ReDim cells(0 To UBound(outcome, 1) - LBound(outcome, 1), 0 To UBound(outcome, 2) - LBound(outcome, 2))
        For row = 0 To UBound(cells, 1)
            For column = 0 To UBound(cells, 2)
                cells(row, column) = AigcCell(outcome(LBound(outcome, 1) + row, LBound(outcome, 2) + column))
            Next column
        Next row
        AigcResult = cells
    Else
        ReDim cells(0 To 0, 0 To UBound(outcome) - LBound(outcome))
        For column = 0 To UBound(cells, 2)
            cells(0, column) = AigcCell(outcome(LBound(outcome) + column))
        Next column
        AigcResult = cells
    End If
End Function

Private Function AigcIsTable(ByRef outcome As Variant) As Boolean
    Dim last As Long
    On Error GoTo oneDimension
    last = UBound(outcome, 2)
    AigcIsTable = True
oneDimension:
End Function

' A marked text as the error that it names; COM has no error values that Python could write.
Private Function AigcCell(ByRef value As Variant) As Variant
    AigcCell = value
    If VarType(value) <> vbString Then Exit Function
    If Left$(value, 1) <> ChrW$(ERROR_MARK) Then Exit Function
    Select Case Mid$(value, 2)
@CASES@
        Case Else: AigcCell = CVErr(2015)
    End Select
End Function

' Whether a function is being put together in Excel's wizard, a dialog of a class of Excel's own. No control of Excel says it:
' those that are off while a dialog is open are off while a workbook opens, too, and its cells must be computed.
Private Function AigcInWizard() As Boolean
    #If Not Mac Then
        Dim window As LongPtr, process As Long
        Do
            window = FindWindowExW(0, window, StrPtr(CLASS_OF_DIALOGS), 0)
            If window = 0 Then Exit Function
            GetWindowThreadProcessId window, process
            AigcInWizard = (process = GetCurrentProcessId()) And (IsWindowVisible(window) <> 0)
        Loop Until AigcInWizard
    #End If
End Function
