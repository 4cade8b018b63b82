using System.Text.Json.Serialization;

namespace IrisSample;

/// <summary>The data for the script of the page. Nothing in it depends on the clock: the same seed makes the same page.</summary>
internal sealed record ReportData(int Epochs, string Seed, double Goal, ReportRun[] Runs);

/// <summary>The curves of one contender; the first value of each is that before the first epoch.</summary>
internal sealed record ReportRun(string Name, string Title, double[] Loss, double[] Accuracy, int? EpochsToGoal);

/// <summary>Writes the data as JSON, with code made at compile time. A loss that has run off to infinity is text there.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ReportData))]
internal sealed partial class ReportJson : JsonSerializerContext;
