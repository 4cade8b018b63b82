using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>A header of any bytes is read or refused by a message, at once and with little memory.</summary>
public class HeaderFuzzTests
{
    // A dimension of two bytes becomes a number of eight in a list that grows, and an entry of 50 bytes an object in three collections.
    private const int MostBytesPerByte = 60, MostBytesAlways = 100_000;

    private readonly Tally _tally = new();

    [Fact]
    public void EveryChangedBitIsReadOrRefused()
    {
        (byte[] file, long dataLength) = Whole();
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            byte[] damaged = [.. file];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            _tally.Read(damaged, dataLength);
        }

        // A changed letter of a name makes another valid header; everything else is seen.
        _tally.Demand(inputs: file.Length * 8, refused: file.Length * 4, read: 100);
    }

    [Fact]
    public void EveryBeginningIsRefused()
    {
        (byte[] file, long dataLength) = Whole();
        for (int length = 0; length < file.Length; length++)
        {
            _tally.Read(file[..length], 0);
            _tally.Read(file[..length], dataLength);

            // With a length that fits the beginning, as a writer that goes by the size of the file would make it.
            if (length >= SafetensorsHeader.LengthSize)
            {
                byte[] shortened = file[..length];
                BinaryPrimitives.WriteInt64LittleEndian(shortened, length - SafetensorsHeader.LengthSize);
                bool isPaddingAlone = file.AsSpan(length).TrimStart((byte)' ').IsEmpty;
                Assert.Equal(isPaddingAlone, _tally.Read(shortened, dataLength));
            }
        }

        _tally.Demand(inputs: 3 * (file.Length - 8), refused: 3 * (file.Length - 20), read: 0);
        Assert.True(_tally.Read(file, dataLength));
    }

    [Fact]
    public void EveryByteThatIsLeftOutOrDoubledIsReadOrRefused()
    {
        (byte[] file, long dataLength) = Whole();
        for (int at = SafetensorsHeader.LengthSize; at < file.Length; at++)
        {
            _tally.ReadJson([.. file[8..at], .. file[(at + 1)..]], dataLength);
            _tally.ReadJson([.. file[8..at], file[at], .. file[at..]], dataLength);
            _tally.ReadJson([.. file[8..at], 0, .. file[at..]], dataLength);
            _tally.ReadJson([.. file[8..at], (byte)'"', .. file[at..]], dataLength);
        }

        _tally.Demand(inputs: 4 * (file.Length - 8), refused: 2 * file.Length, read: 50);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void HeadersOfRandomGrammarAreReadOrRefused(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++)
            _tally.ReadJson(Encoding.UTF8.GetBytes(RandomHeader(random, out long dataLength)), dataLength);

        // Half of them are as they should be, so that every part of the reader is reached.
        _tally.Demand(inputs: 20_000, refused: 5000, read: 2000);
    }

    [Fact]
    public void RandomBytesAreRefused()
    {
        var random = new Random(4);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            _tally.Read(bytes, random.Next(3));
            _tally.ReadJson([(byte)'{', .. bytes], 0);
        }

        // Of so many, one may be "{}".
        _tally.Demand(inputs: 40_000, refused: 39_950, read: 0);
    }

    [Fact]
    public void HugeLengthsAreRefusedAtOnce()
    {
        (byte[] file, _) = Whole();
        for (int bit = 20; bit < 64; bit++)
        {
            foreach (long dataLength in new[] { 0, 1L << 40 })
            {
                byte[] huge = [.. file];
                BinaryPrimitives.WriteUInt64LittleEndian(huge, (1ul << bit) - (ulong)(bit % 2));
                long before = GC.GetAllocatedBytesForCurrentThread();

                // A length below the limit is one if the file is as long.
                bool isLength = bit < 27 && dataLength > 0;
                if (isLength)
                    Assert.Equal((1L << bit) - (bit % 2), SafetensorsHeader.ReadLength(huge, dataLength + file.Length));
                else
                    Assert.Throws<CheckpointException>(() => SafetensorsHeader.ReadLength(huge, dataLength + file.Length));
                Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytesAlways);
            }
        }
    }

    [Theory]
    [InlineData("{\"a\":", "[", 200_000)]
    [InlineData("{\"__metadata__\":", "{\"a\":", 200_000)]
    [InlineData("", "{\"a\":", 200_000)]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"data_offsets\":[0,0],\"shape\":[0", ",1", 200_000)]
    [InlineData("{\"a\":{\"shape\":[", "9", 200_000)]
    [InlineData("{\"", "a", 200_000)]
    [InlineData("{\"", "\\u0000", 200_000)]
    [InlineData("{", " ", 200_000)]
    [InlineData("{}", " ", 200_000)]
    [InlineData("{\"__metadata__\":{\"a\":\"\"", ",\"a\":\"\"", 50_000)]
    public void LongAndDeepHeadersCostNoMoreThanTheirLength(string start, string repeated, int count)
    {
        string text = start + string.Concat(Enumerable.Repeat(repeated, count));
        Assert.Equal(start == "{}", _tally.ReadJson(Encoding.UTF8.GetBytes(text), 0));
    }

    [Fact]
    public void HeadersOfManyEntriesCostNoMoreThanTheirLength()
    {
        const int Count = 20_000;
        string entries = string.Join(',', Enumerable.Range(0, Count).Reverse().Select(i => Headers.Bytes($"{i}", i, i + 1)));
        string metadata = string.Join(',', Enumerable.Range(0, Count).Select(i => $"\"{i}\":\"\""));
        string dimensions = "[0" + string.Concat(Enumerable.Repeat(",1", Count)) + "]";
        Assert.True(_tally.ReadJson(Encoding.UTF8.GetBytes($"{{{entries}}}"), Count));
        Assert.True(_tally.ReadJson(Encoding.UTF8.GetBytes($"{{\"__metadata__\":{{{metadata}}}}}"), 0));
        Assert.True(_tally.ReadJson(Encoding.UTF8.GetBytes($"{{{Headers.Entry("w", "F32", dimensions, 0, 0)}}}"), 0));
    }

    [Fact]
    public void AReaderThatThrowsAnythingElseWouldBeSeen()
    {
        (byte[] file, _) = Whole();
        Assert.Throws<ArgumentOutOfRangeException>(() => Tally.Bounded(0, () => SafetensorsHeader.Read(file.AsSpan(file.Length + 1), 0)));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Tally.Bounded(0, () => _ = new byte[MostBytesAlways + 1]));
    }

    private static (byte[] File, long DataLength) Whole()
    {
        SafetensorsHeader header = SafetensorsHeader.Create(
            [
                ("Layers[0].Weights", TensorType.F32, [2, 3]), ("moments\"é😀", TensorType.BF16, [5]), ("empty", TensorType.F64, [0, 7]),
                ("scales", TensorType.U8, [3]),
            ],
            new Dictionary<string, string> { ["format"] = "fusedopt", ["step"] = "12", ["note"] = "a \\ 'b'\n" });
        return (header.ToBytes(), header.DataLength);
    }

    // Headers that are nearly right: at each place a small share of values that do not belong there.
    private static string RandomHeader(Random random, out long dataLength)
    {
        var text = new StringBuilder("{");
        long at = 0;
        int count = random.Next(5);
        for (int i = 0; i < count; i++)
        {
            if (i > 0)
                text.Append(',');
            if (random.Next(6) == 0)
            {
                text.Append("\"__metadata__\":").Append(Or(random, "{" + Or(random, "\"a\":\"b\"") + "}"));
                continue;
            }

            TensorType type = TensorType.All[random.Next(TensorType.All.Count)];
            long[] shape = [.. Enumerable.Range(0, random.Next(4)).Select(_ => (long)random.Next(5) * 4)];
            long end = at + (shape.Aggregate(1L, (a, b) => a * b) * type.Bits / 8);
            string[] members =
            [
                $"\"dtype\":{Or(random, $"\"{type.Name}\"")}",
                $"\"shape\":{Or(random, $"[{string.Join(',', shape.Select(d => Or(random, $"{d}")))}]")}",
                $"\"data_offsets\":{Or(random, $"[{Or(random, $"{at}")},{Or(random, $"{end}")}]")}",
            ];
            random.Shuffle(members);
            string all = random.Next(40) == 0 ? string.Join(',', members.Append(members[0])) : string.Join(',', members);
            text.Append(Or(random, $"\"{(char)('a' + random.Next(26))}\"")).Append(':').Append(Or(random, $"{{{all}}}"));
            at = end;
        }

        text.Append(Or(random, "}")).Append(' ', random.Next(8));
        dataLength = random.Next(20) == 0 ? at + random.Next(-3, 4) : at;
        return text.ToString();
    }

    private static string Or(Random random, string right) => random.Next(40) != 0 ? right : random.Next(18) switch
    {
        0 => "null",
        1 => "true",
        2 => "-1",
        3 => "1.5",
        4 => "1e3",
        5 => "18446744073709551615",
        6 => "9223372036854775807",
        7 => "4294967296",
        8 => "[]",
        9 => "{}",
        10 => "\"\"",
        11 => "\"\\ud800\"",
        12 => "\"F32\"",
        13 => "",
        14 => right + right,
        15 => "[" + right + "]",
        16 => "{\"a\":" + right + "}",
        _ => right + ",",
    };

    /// <summary>Counts inputs that were read and refused, and fails for any other end.</summary>
    private sealed class Tally
    {
        private int _read, _refused;

        public bool Read(byte[] file, long dataLength) =>
            Count(() => Bounded(file.Length, () => Headers.Read(file, dataLength)));

        public bool ReadJson(byte[] json, long dataLength) =>
            Count(() => Bounded(json.Length, () => SafetensorsHeader.Read(json, dataLength)));

        public void Demand(int inputs, int refused, int read)
        {
            Assert.True(_read + _refused >= inputs, $"{_read} + {_refused}");
            Assert.True(_refused >= refused, $"{_refused} refused");
            Assert.True(_read >= read, $"{_read} read");
        }

        public static void Bounded(int length, Action action)
        {
            long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
            try
            {
                action();
            }
            finally
            {
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.True(allocated <= MostBytesAlways + ((long)MostBytesPerByte * length), $"{allocated} bytes for {length}");
                Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 5);
            }
        }

        private bool Count(Action action)
        {
            try
            {
                action();
                _read++;
                return true;
            }
            catch (CheckpointException)
            {
                _refused++;
                return false;
            }
        }
    }
}
