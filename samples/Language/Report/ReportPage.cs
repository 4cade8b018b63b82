using System.Collections.Generic;
using System.Linq;
using System.Net;
using Samples.Shared;
using static System.Globalization.CultureInfo;

namespace LanguageSample;

/// <summary>Makes the page with curves and texts: one file without a script that needs no network.</summary>
internal static class ReportPage
{
    /// <summary>Returns the page as HTML. Nothing in it depends on the clock.</summary>
    public static string Create(IReadOnlyList<Scores> scores, string before, string after, Options options) =>
        PageTemplate.Fill(Resource.Text("report.html"), name => name switch
        {
            "summary" => Summary(scores[^1], options),
            "loss" => Loss(scores),
            "before" => WebUtility.HtmlEncode(before),
            "after" => WebUtility.HtmlEncode(after),
            _ => Resource.Text(name),
        });

    private static string Summary(Scores last, Options options) => string.Create(
        InvariantCulture,
        $"{options.Blocks} blocks of width {LanguageModel.Width} with {LanguageModel.Heads} heads, which see "
        + $"{LanguageModel.Context} bytes; AdamW. Held out: {last.HeldOut:F3} bits a byte. "
        + $"Steps: {last.Step}, seed: {options.Seed}.");

    private static string Loss(IReadOnlyList<Scores> scores)
    {
        double[] training = [.. scores.Select(s => s.Training)], heldOut = [.. scores.Select(s => s.HeldOut)];
        return Chart.Linear(training.Concat(heldOut)).Draw(
            "Loss over steps", "Step", scores[^1].Step, new Curve("training", training), new Curve("held-out", heldOut));
    }
}
