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

    private static Task s_pending = Task.CompletedTask;

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

        Contender[] contenders =
        [
            new("write and rename", () => Replace(plain, pieces)),
            new("save", () => model.SaveCheckpoint(path), Against: 0),
            new("write in place", () => Write(plain, pieces), Against: 0),
            new("snapshot", () => s_pending = model.SaveCheckpointAsync(path), Against: 0),
            new("read from the cache", () => Read(plain, pieces)),
            new("load from the cache", () => model.LoadCheckpoint(path), Against: 4),
            .. CanDropCaches()
                ? [
                    new("read from the disk", () => Read(plain, pieces), IsCold: true),
                    new("load from the disk", () => model.LoadCheckpoint(path), Against: 6, IsCold: true),
                ]
                : Array.Empty<Contender>(),
        ];
        double[][] times = [.. contenders.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                // The copy of a snapshot is written by another thread; what counts is the time that training waits for.
                s_pending.Wait();
                if (contenders[i].IsCold)
                    DropCaches();
                long start = Stopwatch.GetTimestamp();
                contenders[i].Action();
                times[i][round] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        Console.WriteLine(Machine.Description);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{length / 1e9:F2} GB, medians of {Rounds} rounds in alternation"));
        for (int i = 0; i < contenders.Length; i++)
        {
            double median = Median(times[i]), ratio = Median(times[i].Zip(times[contenders[i].Against ?? i], (a, b) => a / b));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{contenders[i].Name,-26} {median,7:F3} s  {length / median / 1e9,6:F2} GB/s  {ratio,5:F2}"));
        }

        long before = GC.GetTotalAllocatedBytes(precise: true);
        model.SaveCheckpoint(path);
        long saved = GC.GetTotalAllocatedBytes(precise: true);
        model.LoadCheckpoint(path);
        long loaded = GC.GetTotalAllocatedBytes(precise: true);
        Console.WriteLine($"allocated: save {(saved - before) / 1024:N0} KB, load {(loaded - saved) / 1024:N0} KB");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static bool CanDropCaches()
    {
        try
        {
            DropCaches();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.WriteLine("This user cannot drop the file cache: no figures for reading from the disk.");
            return false;
        }
    }

    private static void DropCaches() => File.WriteAllText("/proc/sys/vm/drop_caches", "3");

    // Does what a save does: the old file keeps its memory and its blocks until the new one has its name.
    private static void Replace(string path, byte[][] pieces)
    {
        Write(path + ".new", pieces);
        File.Move(path + ".new", path, overwrite: true);
    }

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

    /// <summary>A way to write or read the bytes.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Action">The action that is timed.</param>
    /// <param name="Against">The number of the contender that it is compared with; null for none.</param>
    /// <param name="IsCold">True if the file must not be in the cache of the system.</param>
    private sealed record Contender(string Name, Action Action, int? Against = null, bool IsCold = false);
}
