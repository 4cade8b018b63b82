Imports Library

Module Program
    Sub Main()
        Dim line As New LibraryLine()
        line.Gradients.Weights(0) = 1
        line.Step()
        Console.WriteLine(line.Weights(0).ToString("F3"))
    End Sub
End Module
