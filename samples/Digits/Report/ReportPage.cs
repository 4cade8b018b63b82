using System.Collections.Generic;
using System.Linq;
using System.Text;
using Samples.Shared;
using static System.Globalization.CultureInfo;

namespace DigitsSample;

/// <summary>Makes the page with curves and mistakes: one file without a script that needs no network.</summary>
internal static class ReportPage
{
    /// <summary>The page as HTML. Nothing in it depends on the clock.</summary>
    public static string Of(IReadOnlyList<EpochScores> scores, Reading test, Options options) =>
        PageTemplate.Fill(Resource.Text("report.html"), name => name switch
        {
            "summary" => Summary(test, options),
            "loss" => Loss(scores),
            "accuracy" => Accuracy(scores),
            "confusion" => Confusion(test),
            "mistakes" => Mistakes(test),
            _ => Resource.Text(name),
        });

    private static string Summary(Reading test, Options options) => string.Create(
        InvariantCulture,
        $"{Network.Inputs} pixels, {Network.Hidden} rectified units, {Network.Classes} digits; AdamW. "
        + $"Test accuracy: {test.Score.Accuracy:P1}, {test.Mistakes.Count} of {test.Answers.Count} wrong. "
        + $"Epochs: {options.Epochs}, seed: {options.Seed}.");

    private static string Loss(IReadOnlyList<EpochScores> scores)
    {
        double[] training = [.. scores.Select(s => s.Training.Loss)], test = [.. scores.Select(s => s.Test.Loss)];
        return Chart.Logarithmic(training.Concat(test)).Draw(
            "Loss over epochs", "Epoch", scores.Count - 1, new Curve("training", training), new Curve("test", test));
    }

    private static string Accuracy(IReadOnlyList<EpochScores> scores)
    {
        double[] training = [.. scores.Select(s => s.Training.Accuracy)], test = [.. scores.Select(s => s.Test.Accuracy)];

        // The scale is for what comes after the untrained network's guesses.
        Chart chart = Chart.Percent(training.Concat(test).Where((_, i) => i % scores.Count > 0));
        return chart.Draw("Accuracy over epochs", "Epoch", scores.Count - 1, new Curve("training", training), new Curve("test", test));
    }

    private static string Confusion(Reading test)
    {
        var html = new StringBuilder("<table class=\"confusion\"><tr><th></th>");
        for (int read = 0; read < Network.Classes; read++)
            html.Append(InvariantCulture, $"<th scope=\"col\">{read}</th>");
        html.Append("</tr>");
        foreach ((int written, int[] counts) in test.Confusion().Index())
        {
            html.Append(InvariantCulture, $"<tr><th scope=\"row\">{written}</th>");
            foreach ((int read, int count) in counts.Index())
            {
                string kind = count == 0 ? "none" : read == written ? "right" : "wrong";
                double share = (double)count / counts.Sum();
                html.Append(InvariantCulture, $"<td class=\"{kind}\" style=\"--share: {0.7 * share:F3}\">{count}</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</table>").ToString();
    }

    private static string Mistakes(Reading test)
    {
        var html = new StringBuilder("<ul class=\"mistakes\">");
        foreach (Answer answer in test.Mistakes)
        {
            html.Append("<li>").Append(DigitImage.Of(answer.Digit));
            html.Append(
                InvariantCulture,
                $"{answer.Digit.Label} read as <b>{answer.Predicted}</b><br><small>with {answer.Confidence:P0}</small></li>");
        }

        return html.Append("</ul>").ToString();
    }
}
