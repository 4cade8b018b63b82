using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace IrisSample;

/// <summary>Makes the page with the curves: one file that needs no network.</summary>
internal static class ReportPage
{
    /// <summary>The page as HTML.</summary>
    public static string Of(IEnumerable<TrainingRun> runs, Options options)
    {
        var data = new ReportData(options.Epochs, $"{options.Seed}", TrainingRun.Goal, [.. runs.Select(Curves)]);
        string json = JsonSerializer.Serialize(data, ReportJson.Default.ReportData);
        return Fill(Resource.Text("report.html"), name => name == "data" ? json : Resource.Text(name));
    }

    private static ReportRun Curves(TrainingRun run) => new(
        run.Contender.Name,
        run.Contender.Title,
        [.. run.Scores.Select(s => s.Loss)],
        [.. run.Scores.Select(s => s.Accuracy)],
        run.EpochsToGoal);

    // Puts the file in the place of its {{name}}. What has been put in is not looked at again.
    private static string Fill(string template, Func<string, string> file)
    {
        var page = new StringBuilder();
        string[] pieces = template.Split("{{");
        page.Append(pieces[0]);
        foreach (string piece in pieces[1..])
        {
            int end = piece.IndexOf("}}", StringComparison.Ordinal);
            page.Append(file(piece[..end])).Append(piece, end + 2, piece.Length - end - 2);
        }

        return page.ToString();
    }
}
