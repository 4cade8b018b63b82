using System.Collections.Generic;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace IrisSample;

/// <summary>The result of every contender, one below the other.</summary>
internal static class ResultTable
{
    /// <summary>The table, drawn with lines, or in characters that every file can hold.</summary>
    public static IRenderable Of(IEnumerable<TrainingRun> runs, bool plain)
    {
        Table table = new Table { Border = plain ? TableBorder.Ascii : TableBorder.Rounded }
            .AddColumn("Optimizer")
            .AddColumn("Training loss", c => c.RightAligned())
            .AddColumn("Test accuracy", c => c.RightAligned())
            .AddColumn($"Epochs to {TrainingRun.Goal:P0}", c => c.RightAligned())
            .AddColumn("Time, ms", c => c.RightAligned());
        foreach (TrainingRun run in runs)
        {
            table.AddRow(
                run.Contender.Title,
                $"{run.Final.Loss:F6}",
                $"{run.Final.Accuracy:P1}",
                run.EpochsToGoal is { } epochs ? $"{epochs}" : "-",
                $"{run.Time.TotalMilliseconds:F0}");
        }

        return table;
    }
}
