using System.IO;
using System.Linq;
using System.Text.Json;

namespace FusedOpt.Runtime.Tests.Schedules.Infrastructure;

/// <summary>The rates that PyTorch recorded.</summary>
internal static class Recorded
{
    /// <summary>The base rate of all recorded schedules.</summary>
    public const double LearningRate = 0.1;

    public static double[] Rates(string schedule) =>
        Numbers(Load("schedules").GetProperty("schedules").GetProperty(schedule).GetProperty("values"));

    public static string[] Names() => [.. Load("schedules").GetProperty("schedules").EnumerateObject().Select(s => s.Name)];

    public static (double[] Reports, double[] Rates) Plateau()
    {
        JsonElement json = Load("plateau");
        return (Numbers(json.GetProperty("metrics")), Numbers(json.GetProperty("valuesAfter")));
    }

    private static JsonElement Load(string name)
    {
        using Stream stream = typeof(Recorded).Assembly.GetManifestResourceStream($"golden/{name}.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }

    private static double[] Numbers(JsonElement json) => [.. json.EnumerateArray().Select(n => n.GetDouble())];
}
