using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace FusedOpt.Benchmarks.Fine;

/// <summary>Hands over to BenchmarkDotNet.</summary>
internal static class FineRun
{
    /// <summary>Runs the benchmarks with a text in their names, or all.</summary>
    public static void Run(string? filter)
    {
        // Runs in this process: BenchmarkDotNet builds no project for a version of .NET that it does not know.
        IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromTypes([typeof(ScalarBenchmarks), typeof(ArrayBenchmarks), typeof(PollBenchmarks)])
            .Run(["--filter", $"*{filter}*"], config);
    }
}
