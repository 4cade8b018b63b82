using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
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
