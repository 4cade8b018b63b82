using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Samples.Shared;

namespace FusedOpt.Benchmarks.Fine;

/// <summary>Hands over to BenchmarkDotNet.</summary>
internal static class FineRun
{
    /// <summary>Runs the benchmarks with a text in their names, or all.</summary>
    public static void Run(string? filter)
    {
        // Runs in this process, for which BenchmarkDotNet need not build a project.
        IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        IEnumerable<Summary> summaries = BenchmarkSwitcher
            .FromTypes([typeof(ScalarBenchmarks), typeof(ArrayBenchmarks), typeof(PollBenchmarks)])
            .Run(["--filter", $"*{filter}*"], config);
        if (!summaries.Any())
            throw new UsageException($"no case has '{filter}' in its name");
    }
}
