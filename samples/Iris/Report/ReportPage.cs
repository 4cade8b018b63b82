using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Samples.Shared;

namespace IrisSample;

/// <summary>Makes the page with the curves: one file that needs no network.</summary>
internal static class ReportPage
{
    /// <summary>The page as HTML.</summary>
    public static string Of(IEnumerable<TrainingRun> runs, Options options)
    {
        var data = new ReportData(options.Epochs, $"{options.Seed}", TrainingRun.Goal, [.. runs.Select(Curves)]);
        string json = JsonSerializer.Serialize(data, ReportJson.Default.ReportData);
        return PageTemplate.Fill(Resource.Text("report.html"), name => name == "data" ? json : Resource.Text(name));
    }

    private static ReportRun Curves(TrainingRun run) => new(
        run.Contender.Name,
        run.Contender.Title,
        [.. run.Scores.Select(s => s.Loss)],
        [.. run.Scores.Select(s => s.Accuracy)],
        run.EpochsToGoal);
}
