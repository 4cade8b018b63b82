using System.Linq;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DigitsSample;

/// <summary>The table of how often each digit was taken for each.</summary>
internal static class ConfusionTable
{
    /// <summary>The table, drawn with lines and colours, or in characters that every file can hold.</summary>
    public static IRenderable Of(Reading reading, bool plain)
    {
        Table table = new Table { Border = plain ? TableBorder.Ascii : TableBorder.Rounded }
            .AddColumn("Written \\ read");
        for (int digit = 0; digit < Network.Classes; digit++)
            table.AddColumn($"{digit}", c => c.RightAligned());

        int[][] counts = reading.Confusion();
        for (int digit = 0; digit < Network.Classes; digit++)
            table.AddRow(
                [new Markup($"{digit}"), .. counts[digit].Select((count, read) => new Markup(Cell(count, isRight: read == digit)))]);
        return table;
    }

    private static string Cell(int count, bool isRight) =>
        count == 0 ? "[dim].[/]" : isRight ? $"[green]{count}[/]" : $"[bold red]{count}[/]";
}
