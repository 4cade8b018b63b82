using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using FusedOpt.Schedules;
using FusedOpt.Trainer;
using Xunit;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>A file has every tensor of a model under its name, with its shape and its elements, for other programs to read.</summary>
public class SaveTests
{
    [Fact]
    public void EveryFormOfFieldHasItsShapeAndItsElements()
    {
        var model = new OwnedModel();
        Course.Begin(model);
        Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> tensors = Read(model).Tensors;
        var reader = new Reader([]);
        ((IOptimizable)model).Visit(ref reader);
        Assert.Equal(reader.All.Keys.Order(), tensors.Keys.Order());
        Assert.All(tensors, t => Assert.Equal(reader.All[t.Key], t.Value.Bytes));

        Assert.Equal(
            [
                "Half F16 []", "Cube F32 [3, 5, 7]", "Ragged[0][1] F64 [40]", "Ragged[2][0] F64 [7]", "Lent F32 [99]", "Rotation F32 [4]",
                "Turn F32 [4, 4]", "Points F32 [21, 3]", "Empty F32 [0]", "NoRows F32 [0, 7]", "Undecayed F32 [13, 5]",
                "Weights F32 [37, 5]", "Scale F32 []",
                "Cube.exp_avg F32 [3, 5, 7]", "Half.exp_avg F32 []", "Points.exp_avg_sq F32 [21, 3]", "Weights.exp_avg F32 [37, 5]",
            ],
            ((string[])[
                "Half", "Cube", "Ragged[0][1]", "Ragged[2][0]", "Lent", "Rotation", "Turn", "Points", "Empty", "NoRows", "Undecayed",
                "Weights", "Scale", "Cube.exp_avg", "Half.exp_avg", "Points.exp_avg_sq", "Weights.exp_avg",
            ]).Select(n => $"{n} {tensors[n].Type} [{string.Join(", ", tensors[n].Shape)}]"));
    }

    [Fact]
    public void StateHasTheTypeInWhichItIsKept()
    {
        Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> narrow = Read(new BFloat16Model()).Tensors;
        Assert.Equal(("BF16", 101), (narrow["Weights.exp_avg"].Type, narrow["Weights.exp_avg"].Shape[0]));
        Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> codes = Read(new Block8Model()).Tensors;
        Assert.Equal(("U8", 4501L), (codes["Weights.exp_avg"].Type, codes["Weights.exp_avg"].Shape[0]));
        Assert.Equal(("F32", 18L), (codes["Weights.exp_avg.scale"].Type, codes["Weights.exp_avg.scale"].Shape[0]));
        Assert.Equal("F32", codes["Bias.exp_avg"].Type);
        Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> factored = Read(new AdafactorModel()).Tensors;
        Assert.Contains(factored, t => t.Key.StartsWith("Wide.", StringComparison.Ordinal) && t.Value.Shape is [9]);
        Assert.Contains(factored, t => t.Key.StartsWith("Wide.", StringComparison.Ordinal) && t.Value.Shape is [5]);
    }

    [Fact]
    public void ShapesOfStateDoNotDependOnNumbers()
    {
        // One row, one column, one element: the numbers of elements, rows and columns are the same.
        Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> narrow = Read(new Narrowest()).Tensors;
        Assert.All(narrow.Where(t => t.Key.StartsWith("Column.", StringComparison.Ordinal)), t => Assert.Single(t.Value.Shape));
        Assert.All(narrow.Where(t => t.Key.StartsWith("One.", StringComparison.Ordinal)), t => Assert.Equal([1], t.Value.Shape));
        Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> whole = Read(new NarrowestWhole()).Tensors;
        Assert.Equal([1], whole["One.exp_avg"].Shape);
        Assert.Empty(whole["One.mu_product"].Shape);
    }

    [Fact]
    public void NamesOfAnotherProgramAreThoseOfTheFile()
    {
        string[] names = [.. Read(new NamedModel()).Tensors.Keys.Where(n => !n.Contains("exp_avg", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "Plain", "heads.0", "heads.1", "hidden.bias", "hidden.weight", "layers.0.bias", "layers.0.weight", "layers.1.bias",
                "layers.1.weight",
            ],
            names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TwoTensorsOfOneNameAreRefused() => Assert.Contains(
        "First.exp_avg",
        Assert.Throws<CheckpointException>(() => Way.Save("path", new Colliding())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void EachTensorLiesAtAMultipleOfItsElements()
    {
        byte[] file = Way.Save("path", new Uneven());
        long length = BitConverter.ToInt64(file);
        Assert.Equal(0, (8 + length) % 8);
        long offset = 0;
        static int Count(long[] shape) => (int)shape.Aggregate(1L, (a, b) => a * b);
        int[] sizes = [.. TensorFile.Read(file).Tensors.Values.Select(t => t.Bytes.Length / Count(t.Shape))];
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.Equal([8, 4, 2, 1], sizes.Distinct());
        foreach ((string _, long[] shape, byte[] bytes) in TensorFile.Read(file).Tensors.Values)
        {
            Assert.Equal(0, offset % (bytes.Length / Count(shape)));
            offset += bytes.Length;
        }
    }

    [Fact]
    public void TensorsWithoutElementsAreKept()
    {
        byte[] file = Way.Save("path", new Hollow());
        Assert.Equal([0, 7], TensorFile.Read(file).Tensors["NoRows"].Shape);
        foreach (string way in Way.All)
        {
            var loaded = new Hollow { Some = [0, 0] };
            Way.Load(way, loaded, file);
            Assert.Equal([1, 2], loaded.Some);
        }
    }

    [Fact]
    public void AModelWithoutTensorsIsAFileOfMetadata()
    {
        byte[] file = Way.Save("path", new Tensorless());
        Assert.Empty(TensorFile.Read(file).Tensors);
        foreach (string way in Way.All)
            Way.Load(way, new Tensorless(), file);
    }

    [Fact]
    public void SavingChangesNothing()
    {
        var model = new NestedModel();
        Course.Begin(model);
        Course.Run(model, 1, 3);
        byte[] first = Way.Save("path", model);
        Assert.Equal(first, Way.Save("path", model));
        var twin = new NestedModel();
        Course.Begin(twin);
        Course.Run(twin, 1, 3);
        Course.Run(model, 4, 6);
        Course.Run(twin, 4, 6);
        Assert.Equal(Way.Save("path", twin), Way.Save("path", model));
    }

    [Fact]
    public void ValuesOfTheUsersOwnComeBack()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var plateau = new ReduceOnPlateau(0.1) { };
            plateau.Report(1.5);
            var now = new DateTime(2026, 3, 4, 5, 6, 7, 891, DateTimeKind.Utc);
            var metadata = new CheckpointMetadata
            {
                { "epoch", 3 }, { "seed", ulong.MaxValue }, { "loss", 0.1 + 0.2 }, { "note", "a \"note\"\nof två lines" },
                { "done", true }, { "when", now }, { "plateau", plateau.State }, { "none", double.NaN },
            };
            byte[] file = Way.Save("path", new Declared(), new() { Metadata = metadata });
            CheckpointMetadata read = Way.Load("path", new Declared(), file).Metadata;
            Assert.Equal(8, read.Count);
            Assert.Equal((3, ulong.MaxValue, 0.1 + 0.2), (read.Get<int>("epoch"), read.Get<ulong>("seed"), read.Get<double>("loss")));
            Assert.Equal(("a \"note\"\nof två lines", true), (read["note"], read.Get<bool>("done")));
            Assert.Equal(now, read.Get<DateTime>("when").ToUniversalTime());
            Assert.Equal(plateau.State, read.Get<PlateauState>("plateau"));
            Assert.True(double.IsNaN(read.Get<double>("none")));
            Assert.Equal("3", TensorFile.Read(file).Metadata!["epoch"]);

            Assert.Throws<FormatException>(() => read.Get<int>("note"));
            Assert.Contains("epoch", Assert.Throws<KeyNotFoundException>(() => read["epohc"]).Message, StringComparison.Ordinal);
            Assert.Contains("'gone'", Assert.Throws<ArgumentNullException>(() => read["gone"] = null!).Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => read["fusedopt.step_count"] = "1");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("sv-SE")]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void EveryCultureWritesTheSameBytes(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        byte[] expected = Save();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            // The control: the culture writes numbers in another way.
            Assert.NotEqual((-1234.5).ToString(CultureInfo.InvariantCulture), (-1234.5).ToString("N1", CultureInfo.CurrentCulture));
            Assert.Equal(expected, Save());
            CheckpointReport report = Way.Load("path", new GuardedModel(), expected);
            Assert.Equal(-0.5, report.Metadata.Get<double>("I"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static byte[] Save()
        {
            var model = new GuardedModel { LearningRate = 1e-8, MaxGradientNorm = 1234.5 };
            Course.Begin(model);
            Course.Run(model, 1, 3);
            return Way.Save("path", model, new() { Metadata = { { "I", -0.5 }, { "i", -12345678L } } });
        }
    }

    [Fact]
    public void OffsetsBeyondThirtyTwoBitsAreRight()
    {
        // 2.2 GB twice: memory that is never written costs nothing.
        var model = new Sized(1, 550_000_000);
        using var counted = new CountingStream();
        var pair = new Pair { First = model, Second = new Sized(1, 550_000_000) };
        pair.Second.Table[0, 549_999_999] = 7;
        pair.SaveCheckpoint(counted, new() { Contents = CheckpointContents.Parameters });
        string header = System.Text.Encoding.UTF8.GetString(counted.Beginning.AsSpan(8, (int)BitConverter.ToInt64(counted.Beginning)));
        Assert.Contains("\"Second.Table\":{\"dtype\":\"F32\",\"shape\":[1,550000000],\"data_offsets\":[2200000004,4400000004]}", header);
        Assert.Equal(8 + BitConverter.ToInt64(counted.Beginning) + 4_400_000_004, counted.Length);
        Assert.Equal(BitConverter.GetBytes(7f), counted.End);
    }

    [Fact]
    public void AnEntryBehindTwoGigabytesIsRead()
    {
        using var scratch = new Scratch();
        string path = scratch["sparse.safetensors"];
        const long Large = 2_200_000_000, Far = 5_000_000_000;
        const string Header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[2200000000],\"data_offsets\":[0,2200000000]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[2800000000],\"data_offsets\":[2200000000,5000000000]},"
            + "\"Table\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[5000000000,5000000008]}}";
        using (FileStream file = File.Create(path))
        {
            file.Write(BitConverter.GetBytes((long)Header.Length));
            file.Write(System.Text.Encoding.UTF8.GetBytes(Header));
            file.Position += Far;
            file.Write(MemoryMarshal.AsBytes<float>([3, 4]));
            Assert.True(file.Length > Large);
        }

        var model = new Sized(1, 2);
        model.LoadCheckpoint(path, new() { Contents = CheckpointContents.Parameters });
        Assert.Equal([3, 4], model.Table.Cast<float>());
    }

    private static TensorFile Read(IOptimizable model) => TensorFile.Read(Way.Save("stream", model));

    private readonly struct Reader(Dictionary<string, byte[]> all) : IParameterVisitor
    {
        public Dictionary<string, byte[]> All => all;

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => all.Add(name, MemoryMarshal.AsBytes(parameter).ToArray());

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged => all.Add($"{parameter}.{name}", MemoryMarshal.AsBytes(state).ToArray());
    }

    private sealed class CountingStream : Stream
    {
        private long _length;

        public byte[] Beginning { get; } = new byte[4096];

        public byte[] End { get; private set; } = [];

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (_length < Beginning.Length)
                buffer[..(int)Math.Min(buffer.Length, Beginning.Length - _length)].CopyTo(Beginning.AsSpan((int)_length));
            if (buffer.Length >= sizeof(float))
                End = buffer[^sizeof(float)..].ToArray();
            _length += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
