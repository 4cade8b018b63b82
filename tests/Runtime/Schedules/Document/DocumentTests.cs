using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Runtime.Tests.Infrastructure;
using FusedOpt.Schedules;
using Xunit;

namespace FusedOpt.Runtime.Tests.Schedules.Document;

/// <summary>The document on schedules, and its charts, are what the code says.</summary>
public class DocumentTests
{
    private static readonly string _docs = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "..", "docs");

    [Fact]
    public void TheDocumentIsWhatTheSchedulesSay() => Verify("schedules.md", SchedulesDocument.Write(TrainingLoop.Code()));

    public static TheoryData<string> Names() => [.. SchedulesDocument.Sections.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EachChartIsThatOfItsExample(string name)
    {
        Section section = SchedulesDocument.Sections.Single(s => s.Name == name);
        Verify(Path.Combine("schedules", SchedulesDocument.ChartName(section)), section.Chart);
        Assert.All(SchedulesDocument.Sections.Where(s => s != section), other => Assert.NotEqual(section.Chart, other.Chart));
    }

    [Fact]
    public void EveryScheduleHasASectionAndEveryChartOne()
    {
        Assert.Equal(
            typeof(ISchedule).Assembly.GetExportedTypes()
                .Where(t => typeof(ISchedule).IsAssignableFrom(t) && !t.IsInterface)
                .Select(t => t.Name)
                .Order(),
            SchedulesDocument.Schedules.Select(s => s.Name).Order());
        Assert.Equal(
            typeof(Schedule).GetMethods().Where(m => m.IsStatic).Select(m => m.Name).Distinct().Order(),
            SchedulesDocument.Combinators.Select(s => s.Name).Order());
        Assert.Equal(
            Directory.GetFiles(Path.Combine(_docs, "schedules")).Select(Path.GetFileName).Order(),
            SchedulesDocument.Sections.Select(SchedulesDocument.ChartName).Order());
    }

    [Fact]
    public void TheLoopOfTheDocumentLearns() => Assert.InRange(Math.Abs(TrainingLoop.Run() - 3), 0, 0.01);

    private static void Verify(string name, string written) => Written.Verify(Path.Combine(_docs, name), written);

    private static string Here([CallerFilePath] string path = "") => path;
}
