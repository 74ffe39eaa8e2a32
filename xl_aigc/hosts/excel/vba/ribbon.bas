Option Explicit

' Written by xl_aigc: change nothing here, the next version overwrites it.
' What the buttons of the tab AIGC do; ribbon.xml names these procedures. All texts stand in a hidden sheet, a language a column.

Private Const RIBBON_SHEET As String = "xl_aigc_ribbon"
Private Const LANGUAGE_OF_MENUS As Long = 2
Private Const CHINESE As Long = 4
Private Const KOREAN As Long = 18

Private ribbonTexts As Variant
Private company As String
Private item As String
Private period As String
Private companies As Variant
Private items As Variant
Private periods As Variant
Private ribbon As Object

Public Sub AigcRibbonLoaded(ByVal loaded As Object)
    Set ribbon = loaded
End Sub

Public Sub AigcLabel(ByVal control As Object, ByRef shown As Variant)
    shown = AigcText(control.ID)
End Sub

Public Sub AigcTip(ByVal control As Object, ByRef shown As Variant)
    shown = AigcText(control.ID & ".tip")
End Sub

Public Sub AigcAction(ByVal control As Object)
    Select Case control.ID
        Case "aigc_selection": AigcRefreshActive "selection"
        Case "aigc_sheet": AigcRefreshActive "sheet"
        Case "aigc_book": AigcRefreshActive "book"
        Case "aigc_recalculate": AIGC_Recalculate
        Case "aigc_insert": AigcInsert
        Case "aigc_help": AigcShowHelp
        Case "aigc_check": AigcCheckAgain
        Case "aigc_settings": AigcOpenText CreateObject("WScript.Shell").ExpandEnvironmentStrings("%USERPROFILE%\.xlwings\xlwings.conf")
        Case "aigc_log": AigcOpenLog
    End Select
End Sub

' A text in the language of Excel's own menus; English for any language that the sheet does not have.
Private Function AigcText(ByVal key As String) As String
    Dim row As Long, column As Long
    If IsEmpty(ribbonTexts) Then ribbonTexts = ThisWorkbook.Worksheets(RIBBON_SHEET).UsedRange.Value2
    column = AigcLanguageColumn()
    For row = 2 To UBound(ribbonTexts, 1)
        If ribbonTexts(row, 1) = key Then
            AigcText = ribbonTexts(row, column)
            Exit Function
        End If
    Next row
End Function

Private Function AigcLanguageColumn() As Long
    Dim language As Long
    On Error Resume Next
    language = Application.LanguageSettings.LanguageID(LANGUAGE_OF_MENUS) Mod 1024
    AigcLanguageColumn = 2
    If language = CHINESE Then AigcLanguageColumn = 3
    If language = KOREAN Then AigcLanguageColumn = 4
End Function

' An add-in is not the workbook that it works on, so that the name of the active one goes along.
Private Sub AigcRefreshActive(ByVal part As String)
    If ActiveWorkbook Is Nothing Then
        AigcSay AigcText("no_cell")
        Exit Sub
    End If
    RunPython "from xl_aigc.refreshing.macros import refresh_workbook; refresh_workbook('" & part & "', '" & _
        AigcHexadecimal(ActiveWorkbook.Name) & "')"
End Sub

' A text in hexadecimal digits of UTF-16: cmd.exe, quotes and code pages leave it alone.
Private Function AigcHexadecimal(ByVal given As String) As String
    Dim place As Long, digits As String
    For place = 1 To Len(given)
        digits = digits & Right$("000" & Hex$(AscW(Mid$(given, place, 1)) And 65535), 4)
    Next place
    AigcHexadecimal = digits
End Function

' The lists of the boxes, asked for when the tab is first shown, and again after Check.
Public Sub AigcCount(ByVal control As Object, ByRef shown As Variant)
    AigcFill
    shown = AigcLength(AigcList(control.ID))
End Sub

Public Sub AigcEntry(ByVal control As Object, index As Integer, ByRef shown As Variant)
    Dim list As Variant
    list = AigcList(control.ID)
    shown = CStr(list(LBound(list, 1) + index + 1, LBound(list, 2)))
End Sub

Public Sub AigcChoose(ByVal control As Object, ByVal text As String)
    Select Case control.ID
        Case "aigc_company": company = text
        Case "aigc_item": item = text
        Case "aigc_period": period = text
    End Select
End Sub

Public Sub AigcChosen(ByVal control As Object, ByRef shown As Variant)
    Select Case control.ID
        Case "aigc_company": shown = company
        Case "aigc_item": shown = item
        Case "aigc_period": shown = period
    End Select
End Sub

Private Sub AigcFill()
    If IsArray(companies) Then Exit Sub
    companies = AIGC_BASKET(, "name")
    items = AIGC_ITEMS()
    periods = AIGC_PERIODS()
End Sub

Private Function AigcList(ByVal control As String) As Variant
    Select Case control
        Case "aigc_company": AigcList = companies
        Case "aigc_item": AigcList = items
        Case "aigc_period": AigcList = periods
    End Select
End Function

' The rows of a list without its header; none if Python did not answer.
Private Function AigcLength(ByRef list As Variant) As Long
    If IsArray(list) Then AigcLength = UBound(list, 1) - LBound(list, 1)
End Function

Private Sub AigcInsert()
    If Len(company) = 0 Or Len(item) = 0 Or Len(period) = 0 Then
        AigcSay AigcText("no_choice")
    ElseIf ActiveCell Is Nothing Then
        AigcSay AigcText("no_cell")
    Else
        AigcWrite ActiveCell
    End If
End Sub

' Excel 365 would put an @ before a function of VBA that is entered as Formula; Excel 2016 and 2019 know no Formula2.
Private Sub AigcWrite(ByVal cell As Object)
    On Error GoTo olderExcel
    cell.Formula2 = AigcFormula()
    Exit Sub
olderExcel:
    cell.Formula = AigcFormula()
End Sub

Private Function AigcFormula() As String
    AigcFormula = "=AIGC_FIGURE(" & AigcQuoted(company) & "," & AigcQuoted(item) & "," & AigcQuoted(period) & ")"
End Function

Private Function AigcQuoted(ByVal text As String) As String
    AigcQuoted = """" & Replace(text, """", """""") & """"
End Function

Private Sub AigcShowHelp()
    Dim rows As Variant, sheet As Object
    rows = AIGC_HELP()
    If Not IsArray(rows) Then
        AigcSay AigcText("no_answer")
        Exit Sub
    End If
    Set sheet = Workbooks.Add.Worksheets(1)
    sheet.Range("A1").Resize(UBound(rows, 1) + 1, UBound(rows, 2) + 1).Value = rows
    sheet.Columns("A:C").ColumnWidth = 60
    sheet.Rows(1).Font.Bold = True
    sheet.UsedRange.WrapText = True
End Sub

Private Sub AigcCheckAgain()
    companies = Empty
    AIGC_Check
    If Not ribbon Is Nothing Then ribbon.Invalidate
End Sub

Private Sub AigcOpenLog()
    Dim path As Variant
    AigcFindLog path
    If IsError(path) Then
        AigcSay AigcText("no_answer")
    Else
        AigcOpenText CStr(path)
    End If
End Sub

' MsgBox, too, would turn letters that the code page lacks into question marks.
Private Sub AigcSay(ByVal text As String)
    CreateObject("WScript.Shell").Popup text, 0, "xl_aigc", vbExclamation
End Sub

' Opens a text file. Shell of VBA would turn letters that the code page lacks into question marks.
Private Sub AigcOpenText(ByVal path As String)
    If CreateObject("Scripting.FileSystemObject").FileExists(path) Then
        CreateObject("WScript.Shell").Run "notepad.exe """ & path & """"
    Else
        AigcSay AigcText("no_file") & vbCrLf & path
    End If
End Sub

' Formulas of a colleague's workbook name the add-in by the path that it has on that PC: they take the functions from here.
Public Sub AigcAdoptLinks(ByVal book As Object)
    Dim links As Variant, link As Variant
    On Error Resume Next
    links = book.LinkSources(1)
    If Not IsArray(links) Then Exit Sub
    For Each link In links
        If LCase$(Mid$(link, InStrRev(Replace(link, "/", "\"), "\") + 1)) = LCase$(ThisWorkbook.Name) Then
            If LCase$(link) <> LCase$(ThisWorkbook.FullName) Then book.ChangeLink link, ThisWorkbook.FullName, 1
        End If
    Next link
End Sub
