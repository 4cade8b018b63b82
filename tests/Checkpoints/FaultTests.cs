using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.Trainer;
using Xunit;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>A failure leaves the old file and the model as they were.</summary>
public class FaultTests
{
    [Fact]
    public void AModelThatIsBeingSavedIsNotSteppedSavedOrLoaded()
    {
        Declared model = Trained();
        byte[] file = Way.Save("stream", model);
        var probe = new ProbingStream(
            () =>
            {
                Refusal.AssertConcurrent(model.Step);
                Refusal.AssertConcurrent(model.StepAndZeroGradients);
                Refusal.AssertConcurrent(() => model.SaveCheckpoint(new MemoryStream()));
                Refusal.AssertConcurrent(() => model.LoadCheckpoint(new MemoryStream(file)));
                Refusal.AssertConcurrent(() => model.SaveCheckpointAsync(new MemoryStream()));
            });
        model.SaveCheckpoint(probe);
        Assert.True(probe.Probes > 0);
        Assert.Equal(file, probe.ToArray());

        // The control: when the model is saved, it can be stepped.
        model.Step();
    }

    [Fact]
    public void AModelThatIsBeingLoadedIsNotStepped()
    {
        Declared model = Trained();
        byte[] file = Way.Save("stream", model);
        var probe = new ProbingStream(
            () =>
            {
                Refusal.AssertConcurrent(model.Step);
                Refusal.AssertConcurrent(() => model.SaveCheckpoint(new MemoryStream()));
            },
            file);
        model.LoadCheckpoint(probe);
        Assert.True(probe.Probes > 0);
        model.Step();
    }

    [Fact]
    public void APartOfAModelThatIsBeingSavedIsNotStepped()
    {
        var model = new Holder();
        var probe = new ProbingStream(() => Refusal.AssertConcurrent(model.Parts[1].Step));
        model.SaveCheckpoint(probe);
        Assert.True(probe.Probes > 0);
        model.Parts[1].Step();
    }

    [Fact]
    public async Task ACopyIsWrittenWhileTrainingGoesOn()
    {
        Declared model = Trained();
        byte[] before = Way.Save("stream", model);
        var slow = new ProbingStream(model.Step);
        Task save = model.SaveCheckpointAsync(slow);
        model.Step();
        await save;
        Assert.Equal(before, slow.ToArray());
        Assert.NotEqual(before, Way.Save("stream", model));
    }

    [Fact]
    public async Task ASaveThatIsCanceledLeavesNothing()
    {
        using var scratch = new Scratch();
        string path = scratch["model.safetensors"];
        Declared model = Trained();
        using var cancellation = new CancellationTokenSource();
        Task save = model.SaveCheckpointAsync(
            new ProbingStream(cancellation.Cancel), cancellation: cancellation.Token);
        await save;

        var large = new Sized(3000, 1000);
        using var during = new CancellationTokenSource();
        Task canceled = large.SaveCheckpointAsync(new ProbingStream(during.Cancel), cancellation: during.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);
        Assert.True(canceled.IsCanceled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large.SaveCheckpointAsync(path, cancellation: during.Token));
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));

        // The control: the model is free again, and the file comes to be without a cancellation.
        await large.SaveCheckpointAsync(path);
        CheckpointInfo.Verify(path);
    }

    [Fact]
    public void AStreamThatFailsLeavesTheModelAsItWas()
    {
        Declared model = Trained();
        byte[] file = Way.Save("stream", model);
        Course.Run(model, 4, 5);
        byte[] before = Way.Save("stream", model);
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<IOException>(() => model.SaveCheckpoint(new FailingStream(length)));
            Assert.Throws<CheckpointException>(() => model.LoadCheckpoint(new MemoryStream(file, 0, length)));
        }

        Assert.Equal(before, Way.Save("stream", model));

        // The control: the stream that fails at the end does not.
        model.SaveCheckpoint(new FailingStream(file.Length));
    }

    [Fact]
    public void AnOldFileOutlivesASaveThatFails()
    {
        using var scratch = new Scratch();
        string path = scratch["model.safetensors"];
        Declared model = Trained();
        model.SaveCheckpoint(path);
        byte[] before = File.ReadAllBytes(path);
        Course.Run(model, 4, 5);
        Assert.Throws<CheckpointException>(() => model.SaveCheckpoint(scratch.Path));
        Assert.Throws<CheckpointException>(() => model.SaveCheckpoint(Path.Combine(path, "within-a-file")));
        Assert.Throws<CheckpointException>(() => model.SaveCheckpoint(scratch["missing/model.safetensors"]));
        Assert.Throws<CheckpointException>(() => new Colliding().SaveCheckpoint(path));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(scratch.Path));
    }

    [Fact]
    public void NothingIsLeftOpenWhenAFileHasBeenLoadedOrRefused()
    {
        using var scratch = new Scratch();
        string path = scratch["model.safetensors"];
        var model = new Sized(3000, 1000);
        model.SaveCheckpoint(path);
        model.LoadCheckpoint(path);
        Assert.Throws<CheckpointException>(() => new Sized(3000, 999).LoadCheckpoint(path));
        Assert.DoesNotContain(path, Open());
        using (File.OpenRead(path))
            Assert.Contains(path, Open());
        model.SaveCheckpoint(path);
        File.Delete(path);

        static string[] Open() =>
        [
            .. Directory.GetFiles("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget ?? ""),
            .. File.ReadAllLines("/proc/self/maps").Select(l => l.Split(' ', 6)[^1].Trim()),
        ];
    }

    [Fact]
    public void AFileThatIsCutOffBetweenTheChecksAndTheCopyLeavesTheModelAsItWas()
    {
        byte[] file = Way.Save("stream", new Sized(3000, 1000));
        foreach (int cut in (int[])[file.Length - 1, file.Length / 2, 8])
        {
            // The stream loses its end when all of it has been read once.
            var model = new Sized(3000, 1000);
            model.Table[7, 7] = 1;
            var stream = new ShrinkingStream(file, cut);
            CheckpointException thrown = Assert.Throws<CheckpointException>(() => model.LoadCheckpoint(stream));
            Assert.Contains($"has {cut} now: another program is writing to it", thrown.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("has been loaded", thrown.Message, StringComparison.Ordinal);
            Assert.Equal(1, model.Table.Cast<float>().Sum());
        }
    }

    [Fact]
    public void AStreamWithoutAnEndIsReadAsFarAsItsHeaderSays()
    {
        var model = new Sized(3000, 1000);
        byte[] file = Way.Save("stream", model), header = new byte[1 << 20];
        BitConverter.TryWriteBytes(header, 90_000_000L);
        const int Piece = 1 << 20;
        (byte[] Beginning, long Declared, string Message)[] cases =
        [
            ([], 8, "begins with zeros"),
            ([1, 2, 3, 4, 5, 6, 7, 8], 8, "no safetensors file"),
            (header, 90_000_008, "all zeros"),
            (file, file.Length, "goes on for"),
            ([.. file, .. new byte[Piece]], file.Length, "goes on for"),
        ];
        foreach ((byte[] beginning, long declared, string message) in cases)
        {
            var endless = new EndlessStream(beginning);
            string thrown = Assert.Throws<CheckpointException>(() => model.LoadCheckpoint(endless)).Message;
            Assert.Contains(message, thrown, StringComparison.Ordinal);
            Assert.InRange(endless.Count, declared, declared + Piece);
        }

        // The control: a stream that ends where its header says is loaded.
        Way.Load("one-way stream", model, file);
        foreach (string device in (string[])["/dev/zero", "/dev/urandom"])
        {
            if (File.Exists(device))
                Assert.Throws<CheckpointException>(() => model.LoadCheckpoint(device));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AStreamThatChangesBetweenTheChecksAndTheCopySaysThatAPartIsLoaded(bool hasChecksum)
    {
        (Pair one, Pair other) = (Filled(1), Filled(2));
        byte[] file = Bytes(one);
        foreach (bool converts in (bool[])[false, true])
        {
            CheckpointException thrown = Assert.Throws<CheckpointException>(
                () => Load(new ChangingStream(file, Bytes(other)), converts));
            Assert.Contains("has changed while it was read: another program is writing to it", thrown.Message, StringComparison.Ordinal);
            Assert.Contains("A part of the model has been loaded: load the model anew", thrown.Message, StringComparison.Ordinal);

            // The control: a stream that stays as it is.
            Load(new ChangingStream(file, file), converts);
        }

        byte[] Bytes(Pair model)
        {
            TensorFile tensors = TensorFile.Read(Way.Save("stream", model));
            if (!hasChecksum)
                tensors.Metadata = null;
            return tensors.ToBytes();
        }

        static void Load(Stream stream, bool converts)
        {
            var options = new CheckpointLoadOptions { Contents = CheckpointContents.Parameters, ConvertsTypes = converts };
            var model = new Pair { First = new(700, 1000), Second = new(700, 1000) };
            var wide = new WidePair();
            IOptimizable loaded = converts ? wide : model;
            loaded.LoadCheckpoint(stream, options);
            Assert.All(model.Second.Table.Cast<float>(), v => Assert.Equal(converts ? 0 : 1, v));
            Assert.All(wide.Second.Table.Cast<double>(), v => Assert.Equal(converts ? 1 : 0, v));
        }

        static Pair Filled(float value)
        {
            var model = new Pair { First = new(700, 1000), Second = new(700, 1000) };
            MemoryMarshal.CreateSpan(ref model.Second.Table[0, 0], model.Second.Table.Length).Fill(value);
            return model;
        }
    }

    [Fact]
    public async Task AFileThatIsWrittenInPlaceIsNeverLoadedAsAMixture()
    {
        // Longer than what is read at once.
        using var scratch = new Scratch();
        string path = scratch["model.safetensors"];
        byte[][] files = [.. new float[] { 1, 2 }.Select(v => Way.Save("stream", Filled(v)))];
        File.WriteAllBytes(path, files[0]);
        using var done = new CancellationTokenSource();
        Task writer = Task.Run(() =>
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            for (int i = 0; !done.IsCancellationRequested; i++)
            {
                file.Position = 0;
                file.Write(files[i % 2]);
                file.Flush();
                Thread.Sleep(i % 7 * 5);
            }
        });
        int loaded = 0, refused = 0;
        for (int i = 0; i < 100; i++)
        {
            Sized model = Filled(0);
            try
            {
                model.LoadCheckpoint(path);
                Assert.False(Values(model).ContainsAnyExcept(model.Table[0, 0]));
                loaded++;
            }
            catch (CheckpointException e)
            {
                bool isSaid = e.Message.Contains("A part of the model has been loaded", StringComparison.Ordinal);
                Assert.True(isSaid || !Values(model).ContainsAnyExcept(0), e.Message);
                refused++;
            }
        }

        await done.CancelAsync();
        await writer;
        Assert.True(loaded + refused == 100 && refused > 0, $"{loaded} loaded, {refused} refused");
        File.WriteAllBytes(path, files[0]);
        Filled(0).LoadCheckpoint(path);

        static Sized Filled(float value)
        {
            var model = new Sized(3000, 1000);
            Values(model).Fill(value);
            return model;
        }

        static Span<float> Values(Sized model) => MemoryMarshal.CreateSpan(ref model.Table[0, 0], model.Table.Length);
    }

    [Fact]
    public void FilesThatAreNoneSaySo()
    {
        using var scratch = new Scratch();
        Declared model = Trained();
        Assert.Contains("there is no such file", Refused(scratch["missing"]), StringComparison.Ordinal);
        Assert.Contains("it is a directory", Refused(scratch.Path), StringComparison.Ordinal);
        File.WriteAllBytes(scratch["empty"], []);
        Assert.Contains("is damaged", Refused(scratch["empty"]), StringComparison.Ordinal);
        File.WriteAllBytes(scratch["zeros"], new byte[1000]);
        Assert.Contains("is damaged", Refused(scratch["zeros"]), StringComparison.Ordinal);
        File.WriteAllText(scratch["text"], "import torch\nprint('this is a program and no checkpoint')");
        Assert.Contains("no safetensors file", Refused(scratch["text"]), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(scratch.Path), f => Assert.Contains($"'{f}'", Refused(f), StringComparison.Ordinal));

        string Refused(string path) => Assert.Throws<CheckpointException>(() => model.LoadCheckpoint(path)).Message;
    }

    private static Declared Trained()
    {
        var model = new Declared();
        Course.Run(model, 1, 3);
        return model;
    }

    private sealed class FailingStream(long length) : MemoryStream
    {
        public override bool CanSeek => false;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            base.Write(buffer);
            if (base.Length > length)
                throw new IOException("There is no space left on the device.");
        }
    }

    private sealed class EndlessStream(byte[] beginning) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            buffer.Clear();
            if (Count < beginning.Length)
            {
                int known = (int)Math.Min(buffer.Length, beginning.Length - Count);
                beginning.AsSpan((int)Count, known).CopyTo(buffer);
            }

            Count += buffer.Length;
            return buffer.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }

    private sealed class ChangingStream(byte[] file, byte[] later) : MemoryStream(file)
    {
        private long _read;

        public override int Read(Span<byte> buffer)
        {
            // All of it is read once before anything is copied.
            long position = Position;
            int count = base.Read(buffer);
            if (_read >= Length)
                later.AsSpan((int)position, count).CopyTo(buffer);
            _read += count;
            return count;
        }
    }

    private sealed class ShrinkingStream(byte[] file, int cut) : MemoryStream
    {
        private readonly List<int> _read = [];
        private long _position;

        public override bool CanSeek => true;

        public override long Length => _read.Sum(r => (long)r) < file.Length ? file.Length : cut;

        public override long Position
        {
            get => _position;
            set => _position = value;
        }

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Max(0, Math.Min(buffer.Length, Length - _position));
            file.AsSpan((int)_position, count).CopyTo(buffer);
            _position += count;
            _read.Add(count);
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
