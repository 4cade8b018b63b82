using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using FusedOpt.Benchmarks.Cases;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;

namespace FusedOpt.Benchmarks.Report;

/// <summary>The table as data.</summary>
internal static class JsonReport
{
    /// <summary>Writes a file.</summary>
    public static void Write(string file, string machine, IEnumerable<Result> results)
    {
        using FileStream stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream, new() { Indented = true });
        json.WriteStartObject();
        json.WriteString("machine", machine);
        json.WriteStartArray("cases");
        foreach (Result result in results)
            Write(json, result);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Result result)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Name);
        json.WriteNumber("parameters", result.Elements);
        json.WriteNumber("nanosecondsPerParameter", Math.Round(result.Timings[Column.FusedOpt].Nanoseconds / result.Elements, 5));
        if (result.Bytes is { } bytes)
            json.WriteNumber("bytesPerParameter", bytes);
        json.WriteNumber("allocatedBytes", result.Allocated);
        json.WriteStartObject("timesFusedOpt");
        foreach ((Column column, _, string key) in Headings.Rivals)
        {
            if (result.Timings.TryGetValue(column, out Timing timing))
                json.WriteNumber(key, Math.Round(timing.Ratio, 4));
        }

        json.WriteEndObject();
        if (result.Timings.TryGetValue(Column.Baseline, out Timing baseline))
            json.WriteNumber("timesBaseline", Math.Round(1 / baseline.Ratio, 4));
        if (result.Remark is not null)
            json.WriteString("remark", result.Remark);
        json.WriteStartArray("refused");
        foreach (string refused in result.Refused)
            json.WriteStringValue(refused);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
