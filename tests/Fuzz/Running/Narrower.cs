using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Tests.Shared;

namespace FusedOpt.Fuzz.Tests.Running;

/// <summary>The bits of an assembly's classes in processes whose JIT is held to narrower vectors.</summary>
internal static class Narrower
{
    /// <summary>The command by which another process of this program is asked.</summary>
    public const string Verb = "fingerprints";

    /// <summary>The switches of the JIT, with the widest vectors that each leaves.</summary>
    public static readonly (string Switch, int Width)[] Switches =
    [
        ("DOTNET_EnableAVX512", 256),
        ("DOTNET_EnableAVX2", 128),
        ("DOTNET_EnableHWIntrinsic", 0),
    ];

    /// <summary>One line for each class and kind of input: its name, the input and the bits.</summary>
    public static IEnumerable<string> Fingerprints(Assembly assembly) => assembly.GetTypes()
        .Where(t => t.GetCustomAttribute<OptimizeAttribute>() is { FastMath: false })
        .OrderBy(t => t.Name, StringComparer.Ordinal)
        .SelectMany(
            t => Enum.GetValues<Inputs>()
                .Select(inputs => FormattableString.Invariant($"{t.Name} {inputs} {new Stepping(t).Fingerprint(inputs):x16}")));

    /// <summary>Does the work of the other process.</summary>
    public static int Print(string path)
    {
        if (VectorWidth.Widest > int.Parse(Environment.GetEnvironmentVariable("FUSEDOPT_WIDEST_VECTOR")!, null))
            return 3;
        OptimizeOptions.MaxDegreeOfParallelism = 1;
        foreach (string line in Fingerprints(new AssemblyLoadContext(null).LoadFromAssemblyPath(path)))
            Console.WriteLine(line);
        return 0;
    }

    /// <summary>The classes whose bits are others in a narrower process, and which.</summary>
    /// <param name="image">The assembly.</param>
    /// <param name="here">The lines of this process.</param>
    public static async Task<(string Class, string Problem)[]> Differences(byte[] image, IReadOnlyList<string> here)
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".dll");
        await File.WriteAllBytesAsync(path, image);
        try
        {
            (string, string)[][] all = await Task.WhenAll(Switches.Select(s => Task.Run(() => Differences(path, here, s.Switch, s.Width))));
            return [.. all.SelectMany(d => d)];
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (string Class, string Problem)[] Differences(string path, IReadOnlyList<string> here, string jitSwitch, int width)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(Narrower).Assembly.Location, Verb, path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[jitSwitch] = "0";
        start.Environment["FUSEDOPT_WIDEST_VECTOR"] = width.ToString(null, null);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string[] there = process.StandardOutput.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!process.WaitForExit(TimeSpan.FromMinutes(10)) || process.ExitCode != 0 || there.Length != here.Count)
            throw new InvalidOperationException(
                $"{jitSwitch}: exit code {process.ExitCode}, {there.Length} lines of {here.Count}; {error.GetAwaiter().GetResult()}");
        return
        [
            .. here.Zip(there)
                .Where(l => l.First != l.Second)
                .Select(l => (l.First.Split(' ')[0], $"{jitSwitch}=0 gives other bits: {l.Second} instead of {l.First}")),
        ];
    }
}
