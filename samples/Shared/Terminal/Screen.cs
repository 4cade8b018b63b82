using System;
using Spectre.Console;

namespace Samples.Shared;

/// <summary>The screen on which the program shows its progress.</summary>
internal static class Screen
{
    /// <summary>A terminal with its colours and control codes; plain text where the output goes to a file or a pipe.</summary>
    public static IAnsiConsole Open() => AnsiConsole.Create(
        Console.IsOutputRedirected
            ? new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Enrichment = new() { UseDefaultEnrichers = false } }
            : new());
}
