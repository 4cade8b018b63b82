using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using FusedOpt.Trainer;
using Xunit;
using Xunit.Abstractions;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>A file of any bytes is loaded as it was saved or refused: never another model, a crash, a hang or a huge allocation.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    private const int Seed = 2026;

    [Fact]
    public void EveryBitCounts()
    {
        (byte[] file, Subject subject) = Subject.Create();
        int loaded = 0;
        for (int i = 0; i < file.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                file[i] ^= (byte)(1 << bit);
                loaded += subject.TryLoad(file) ? 1 : 0;
                file[i] ^= (byte)(1 << bit);
            }
        }

        output.WriteLine($"{8 * file.Length} bits");

        // Not even the spaces behind the header may be others.
        Assert.Equal(0, loaded);
        Assert.True(subject.TryLoad(file));
    }

    [Fact]
    public void EveryTruncationIsRefused()
    {
        (byte[] file, Subject subject) = Subject.Create();
        for (int length = 0; length < file.Length; length++)
            Assert.False(subject.TryLoad(file[..length]));
        output.WriteLine($"{file.Length} truncations");
        Assert.False(subject.TryLoad([.. file, 0]));
        Assert.False(subject.TryLoad([.. file, .. new byte[1 << 20]]));
    }

    [Fact]
    public void DamageOfEveryKindIsRefused()
    {
        (byte[] file, Subject subject) = Subject.Create();
        var random = new Random(Seed);
        int loaded = 0;
        for (int i = 0; i < 60_000; i++)
        {
            byte[] damaged = Damage(file, random);
            if (!damaged.AsSpan().SequenceEqual(file))
                loaded += subject.TryLoad(damaged) ? 1 : 0;
        }

        Assert.Equal(0, loaded);
    }

    [Fact]
    public void HeadersOfAnotherProgramAreReadOrRefused()
    {
        // Without a checksum a file may be another model's; then all of it has to be as the header says.
        var random = new Random(Seed);
        int loaded = 0;
        var model = new Declared();
        for (int i = 0; i < 40_000; i++)
        {
            byte[] file = Grammar(random);
            var options = new CheckpointLoadOptions { Contents = CheckpointContents.Parameters, IsStrict = random.Next(4) > 0 };
            try
            {
                model.LoadCheckpoint(new MemoryStream(file), options);
                loaded++;
            }
            catch (CheckpointException)
            {
            }
        }

        // The control: some of them are as they should be.
        output.WriteLine($"{loaded} loaded");
        Assert.InRange(loaded, 10, 39_000);
    }

    private static byte[] Damage(byte[] file, Random random)
    {
        byte[] damaged = [.. file];
        for (int times = random.Next(1, 4); times > 0; times--)
        {
            int at = random.Next(damaged.Length), length = random.Next(1, 40);
            int end = Math.Min(damaged.Length, at + length);
            switch (random.Next(6))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    random.NextBytes(damaged.AsSpan(at, end - at));
                    break;
                case 2:
                    damaged = [.. damaged[..at], .. damaged[end..]];
                    break;
                case 3:
                    damaged = [.. damaged[..end], .. damaged[at..]];
                    break;
                case 4:
                    damaged.AsSpan(at, end - at).Clear();
                    break;
                default:
                    // A digit for a digit, which leaves JSON what it is.
                    int digit = Array.FindIndex(damaged, at, b => b is >= (byte)'0' and <= (byte)'9');
                    if (digit >= 0)
                        damaged[digit] = (byte)('0' + random.Next(10));
                    break;
            }

            if (damaged.Length == 0)
                return damaged;
        }

        return damaged;
    }

    private static byte[] Grammar(Random random)
    {
        string[] names = ["First", "Second", "Third", "__metadata__", ""];
        string[] types = ["F32", "F32", "F32", "F16", "U8", "F4", "X9"];
        string[] sizes = ["3", "3", "3", "0", "4", "-1", "4294967296", "9223372036854775807", "1e2", "3.0"];
        var entries = new List<string>();
        long offset = 0;
        foreach (string name in names.Where(_ => random.Next(3) > 0))
        {
            string shape = string.Join(',', Enumerable.Range(0, random.Next(8) == 0 ? 3 : 1).Select(_ => Pick(sizes)));
            long end = random.Next(20) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : offset + 12;
            entries.Add(name == "__metadata__"
                ? $"\"__metadata__\":{Pick(["{}", "null", "{\"a\":\"b\"}", "1", "{\"a\":1}"])}"
                : $"\"{name}\":{{\"dtype\":\"{Pick(types)}\",\"shape\":[{shape}],\"data_offsets\":[{offset},{end}]}}");
            if (name != "__metadata__")
                offset = end;
        }

        byte[] json = Encoding.UTF8.GetBytes($"{{{string.Join(',', entries)}}}");
        long declared = random.Next(30) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : json.Length;
        return [.. BitConverter.GetBytes(declared), .. json, .. new byte[(int)Math.Clamp(offset, 0, 100)]];

        string Pick(string[] choices) => choices[random.Next(choices.Length)];
    }

    /// <summary>A model that stays as it is unless a file is loaded that says what was saved.</summary>
    private sealed class Subject(Averaged model, byte[] saved, byte[] before)
    {
        private const long MostBytes = 4 << 20;

        public static (byte[] File, Subject Subject) Create()
        {
            var model = new Averaged();
            Course.Run(model, 1, 3);
            byte[] saved = Way.Save("stream", model);
            Course.Run(model, 4, 5);
            return ([.. saved], new(model, saved, Way.Save("stream", model)));
        }

        /// <summary>Returns true if the file was loaded: as the model that was saved.</summary>
        public bool TryLoad(byte[] file)
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            bool isLoaded = false;
            try
            {
                model.LoadCheckpoint(new MemoryStream(file));
                isLoaded = true;
            }
            catch (CheckpointException)
            {
            }

            Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < MostBytes);
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
            Assert.Equal(isLoaded ? saved : before, Way.Save("stream", model));
            if (isLoaded)
                model.LoadCheckpoint(new MemoryStream(before));
            return isLoaded;
        }
    }
}
