Option Explicit

' Written by xl_aigc: change nothing here, the next version overwrites it.
' What the buttons of the tab AIGC do; ribbon.xml names these procedures. All texts stand in a hidden sheet, a language a column.

Private Const RIBBON_SHEET As String = "xl_aigc_ribbon"
Private Const LANGUAGE_OF_MENUS As Long = 2
Private Const CHINESE As Long = 4
Private Const KOREAN As Long = 18

Private ribbonTexts As Variant
Private chosen(0 To 2) As String
Private lists(0 To 2) As Variant
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

' The boxes for company, item and period. Python has their lists: all entries, or those that match what is typed.
Private Function AigcField(ByVal control As String) As Long
    Select Case control
        Case "aigc_company": AigcField = 0
        Case "aigc_item": AigcField = 1
        Case "aigc_period": AigcField = 2
    End Select
End Function

Private Sub AigcFill(ByVal field As Long)
    AigcAsk "figure_list", Array(Choose(field + 1, "company", "item", "period"), chosen(field), AigcLanguage()), lists(field)
End Sub

Private Function AigcLanguage() As String
    AigcLanguage = Choose(AigcLanguageColumn() - 1, "en", "zh", "ko")
End Function

' Asked for when the tab is first shown, and again after Check.
Public Sub AigcCount(ByVal control As Object, ByRef shown As Variant)
    Dim field As Long
    field = AigcField(control.ID)
    If IsEmpty(lists(field)) Then AigcFill field
    shown = AigcLength(lists(field))
End Sub

Public Sub AigcEntry(ByVal control As Object, index As Integer, ByRef shown As Variant)
    shown = AigcNamed(AigcField(control.ID), index)
End Sub

Private Function AigcNamed(ByVal field As Long, ByVal index As Long) As String
    Dim list As Variant
    list = lists(field)
    AigcNamed = CStr(list(LBound(list, 1) + index + 1, LBound(list, 2)))
End Function

Public Sub AigcChoose(ByVal control As Object, ByVal text As String)
    AigcSearch AigcField(control.ID), text
    If Not ribbon Is Nothing Then ribbon.InvalidateControl control.ID
End Sub

' What is typed narrows the list of its box; the only entry that matches is taken, and the box lists all entries again.
Private Sub AigcSearch(ByVal field As Long, ByVal text As String)
    chosen(field) = text
    AigcFill field
    If AigcLength(lists(field)) = 1 Then
        chosen(field) = AigcNamed(field, 0)
        lists(field) = Empty
    End If
End Sub

Public Sub AigcChosen(ByVal control As Object, ByRef shown As Variant)
    shown = chosen(AigcField(control.ID))
End Sub

' The rows of a list without its header; none if Python did not answer.
Private Function AigcLength(ByRef list As Variant) As Long
    If IsArray(list) Then AigcLength = UBound(list, 1) - LBound(list, 1)
End Function

' Python gives the formula, or a sentence on what is missing.
Private Sub AigcInsert()
    Dim formula As Variant
    If ActiveCell Is Nothing Then
        AigcSay AigcText("no_cell")
        Exit Sub
    End If
    AigcAsk "figure_formula", Array(chosen(0), chosen(1), chosen(2), AigcLanguage()), formula
    If IsError(formula) Then
        AigcSay AigcText("no_answer")
    ElseIf Left$(formula, 1) = "=" Then
        AigcWrite ActiveCell, CStr(formula)
    Else
        AigcSay CStr(formula)
    End If
End Sub

' Excel 365 would put an @ before a function of VBA that is entered as Formula; Excel 2016 and 2019 know no Formula2.
Private Sub AigcWrite(ByVal cell As Object, ByVal formula As String)
    On Error GoTo olderExcel
    cell.Formula2 = formula
    Exit Sub
olderExcel:
    cell.Formula = formula
End Sub

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
    Erase lists
    AIGC_Check
    If Not ribbon Is Nothing Then ribbon.Invalidate
End Sub

Private Sub AigcOpenLog()
    Dim path As Variant
    AigcAsk "log_file", Array(), path
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
