using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using FusedOpt.Benchmarks.Report;

namespace FusedOpt.Benchmarks.Checkpoints;

/// <summary>Times a checkpoint of a gigabyte against a plain write and a plain read of the same bytes, in alternation.</summary>
internal static class CheckpointRun
{
    private const int Rounds = 7, Chunk = 1 << 20;

    /// <summary>Runs it, in a directory on the disk to be measured.</summary>
    public static void Run()
    {
        string directory = Directory.CreateTempSubdirectory("fusedopt-checkpoints-").FullName;
        try
        {
            Run(Path.Combine(directory, "model.safetensors"), Path.Combine(directory, "plain"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Run(string path, string plain)
    {
        var model = new CheckpointModel();
        Fill(model);
        model.SaveCheckpoint(path);
        long length = new FileInfo(path).Length;
        byte[][] pieces = [.. Enumerable.Range(0, (int)((length + Chunk - 1) / Chunk)).Select(_ => new byte[Chunk])];
        foreach (byte[] piece in pieces)
            Random.Shared.NextBytes(piece);

        (string Name, Action Action)[] contenders =
        [
            ("plain write", () => Write(plain, pieces)),
            ("save", () => model.SaveCheckpoint(path)),
            ("plain read", () => Read(plain, pieces)),
            ("load", () => model.LoadCheckpoint(path)),
            ("snapshot", () => Snapshot(model, path)),
        ];
        double[][] times = [.. contenders.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                s_pending.Wait();
                long start = Stopwatch.GetTimestamp();
                contenders[i].Action();
                times[i][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        Console.WriteLine(Machine.Description);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{length / 1e9:F2} GB, medians of {Rounds} rounds in alternation"));
        double[] medians = [.. times.Select(t => t.Order().ElementAt(Rounds / 2))];
        for (int i = 0; i < contenders.Length; i++)
        {
            double ratio = i < 4 ? Ratio(times[i], times[i / 2 * 2]) : medians[i] / medians[0];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{contenders[i].Name,-12} {medians[i],7:F3} s  {length / medians[i] / 1e9,6:F2} GB/s  {ratio,5:F2}"));
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        model.SaveCheckpoint(path);
        long saved = GC.GetTotalAllocatedBytes(precise: true);
        model.LoadCheckpoint(path);
        long loaded = GC.GetTotalAllocatedBytes(precise: true);
        Console.WriteLine($"allocated: save {(saved - before) / 1024:N0} KB, load {(loaded - saved) / 1024:N0} KB");
    }

    private static double Ratio(IReadOnlyList<double> times, IReadOnlyList<double> others) =>
        times.Zip(others, (time, other) => time / other).Order().ElementAt(Rounds / 2);

    // The time that training waits: what follows is written by another thread, and waited for before the next round.
    private static void Snapshot(CheckpointModel model, string path) => s_pending = model.SaveCheckpointAsync(path);

    private static void Write(string path, byte[][] pieces)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (byte[] piece in pieces)
            file.Write(piece);
        file.Flush(flushToDisk: true);
    }

    private static void Read(string path, byte[][] pieces)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        foreach (byte[] piece in pieces)
            file.ReadExactly(piece);
    }

    private static void Fill(CheckpointModel model)
    {
        foreach (float[,] layer in model.Layers)
            Random.Shared.NextBytes(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref layer[0, 0], layer.Length)));
    }

    private static Task s_pending = Task.CompletedTask;
}
