using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.CompilerServices;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>A directory of checkpoints loads what is whole and fits, has one owner, and forgets no failure.</summary>
public sealed class CheckpointDirectoryTests : IDisposable
{
    private const string Digits = "0123456789abcdef";

    private readonly CheckpointFolder _folder = new();

    public static TheoryData<string, Func<byte[], byte[]>> Damages => new()
    {
        { "no bytes", bytes => [] },
        { "zeros", bytes => new byte[bytes.Length] },
        { "a few bytes", bytes => bytes[..5] },
        { "cut off in the header", bytes => bytes[..100] },
        { "cut off in the data", bytes => bytes[..^1] },
        { "a block of zeros at the end", bytes => [.. bytes[..^36], .. new byte[36]] },
        { "longer", bytes => [.. bytes, 0] },
        { "another name", bytes => Replace(bytes, "Weights", "Xeights") },
        { "another shape", bytes => Replace(bytes, "[3]", "[1]") },
        { "a later version by one bit", bytes => Replace(bytes, "format_version\":\"1", "format_version\":\"3") },
        { "no version by one bit", bytes => Replace(bytes, "fusedopt.format_version", "gusedopt.format_version") },
        { "no checksum by one bit", bytes => Replace(bytes, "fusedopt.checksum", "gusedopt.checksum") },
        { "another program", bytes => Encoding.UTF8.GetBytes("PK and more than eight bytes of something") },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AModelIsSavedAndResumed()
    {
        string path = Path.Combine(_folder.Root, "deep", "er");
        using var directory = new CheckpointDirectory(path, new() { Warn = _folder.Warnings.Add });
        Assert.Equal(path, directory.Path);
        Assert.Null(directory.LoadNewest(new Rotated()));
        Assert.Null(directory.LoadBest(new Rotated()));

        Rotated model = CheckpointFolder.ModelAt(12);
        string saved = directory.Save(model, 0.25f, new() { Metadata = { { "epoch", 3 } } });
        Assert.Equal(Path.Combine(path, "step-12.safetensors"), saved);
        var resumed = new Rotated();
        CheckpointReport report = directory.LoadNewest(resumed)!;
        Assert.Equal((saved, 3), (report.Path, report.Metadata.Get<int>("epoch")));
        Assert.Equal(model.Weights, resumed.Weights);
        Assert.Equal(12, resumed.StepCount);
        Assert.Single(report.Metadata);
        Assert.Empty(_folder.Warnings);
    }

    [Fact]
    public void OptionsGoToSavingAndLoading()
    {
        using CheckpointDirectory directory = _folder.Open();
        directory.Save(
            CheckpointFolder.ModelAt(1), 2, new() { Contents = CheckpointContents.Parameters, Names = Names() });
        CheckpointInfo info = CheckpointInfo.Read(_folder[1]);
        Assert.Equal("w", Assert.Single(info.Tensors).Name);
        var model = new Rotated();
        directory.LoadNewest(model, new() { Contents = CheckpointContents.Parameters, Names = Names() });
        Assert.Equal([1, 1.5f, -1], model.Weights);

        // A control: without them the file does not fit.
        Assert.Throws<CheckpointException>(() => directory.LoadNewest(model));

        static Dictionary<string, string> Names() => new() { ["Weights"] = "w" };
    }

    [Fact]
    public void AStructureIsLoadedWhereItIs()
    {
        using CheckpointDirectory directory = _folder.Open();
        var saved = new RotatedStructure { Weights = [1, 2], LearningRate = 0.125 };
        directory.Save(saved, 1);
        var newest = new RotatedStructure { Weights = new float[2] };
        directory.LoadNewest(ref newest);
        Assert.Equal("1 2 0.125", $"{newest.Weights[0]} {newest.Weights[1]} {newest.LearningRate}");
        var best = new RotatedStructure { Weights = new float[2] };
        directory.LoadBest(ref best);
        Assert.Equal("1 2 0.125", $"{best.Weights[0]} {best.Weights[1]} {best.LearningRate}");
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void ADamagedNewestIsSkipped(string name, Func<byte[], byte[]> damage)
    {
        _folder.Fill(1, 2, 3);
        byte[] before = File.ReadAllBytes(_folder[3]), bytes = damage([.. before]);
        Assert.False(bytes.AsSpan().SequenceEqual(before), name);
        File.WriteAllBytes(_folder[3], bytes);

        using CheckpointDirectory directory = _folder.Open(2);
        var model = new Rotated();
        Assert.Equal(_folder[2], directory.LoadNewest(model)!.Path);
        Assert.Equal(2, model.StepCount);
        Assert.Contains(_folder[3], Assert.Single(_folder.Warnings), StringComparison.Ordinal);

        // A file that cannot be loaded is none of the two that are kept.
        directory.Save(CheckpointFolder.ModelAt(4));
        Assert.Equal([2, 4], _folder.Steps);

        // A control: a whole one is not skipped, and counts.
        File.WriteAllBytes(_folder[3], before);
        using CheckpointDirectory other = Reopen(directory, 2);
        _folder.Warnings.Clear();
        other.Save(CheckpointFolder.ModelAt(5));
        Assert.Equal([4, 5], _folder.Steps);
        File.WriteAllBytes(_folder[6], before);
        Assert.Equal(_folder[6], other.LoadNewest(model)!.Path);
        Assert.Equal(3, model.StepCount);
        Assert.Empty(_folder.Warnings);
    }

    [Fact]
    public void EveryBitCounts()
    {
        _folder.Fill(1, 2);
        using CheckpointDirectory directory = _folder.Open();
        byte[] bytes = File.ReadAllBytes(_folder[2]);

        // Every third is enough: each place in a byte has its turn.
        for (int bit = 0; bit < 8 * bytes.Length; bit += 3)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_folder[2], bytes);
            var model = new Rotated();
            directory.LoadNewest(model);
            Assert.True(model.StepCount == 1 && model.Weights is [1, 1.5f, -1], $"bit {bit}");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(((8 * bytes.Length) + 2) / 3, _folder.Warnings.Count);

        // A control: the file as it was.
        File.WriteAllBytes(_folder[2], bytes);
        Assert.Equal(_folder[2], directory.LoadNewest(new Rotated())!.Path);
        Assert.Equal(((8 * bytes.Length) + 2) / 3, _folder.Warnings.Count);
    }

    [Fact]
    public void WhereAllAreDamagedTrainingDoesNotBeginAnew()
    {
        _folder.Fill(1, 2);
        File.WriteAllBytes(_folder[1], []);
        File.WriteAllBytes(_folder[2], new byte[100]);
        using CheckpointDirectory directory = _folder.Open();
        Rotated model = CheckpointFolder.ModelAt(7);
        Assert.Throws<CheckpointException>(() => directory.LoadNewest(model));
        Assert.Equal(2, _folder.Warnings.Count);
        Assert.Throws<CheckpointException>(() => directory.LoadBest(model));
        Assert.Equal(4, _folder.Warnings.Count);
        Assert.Equal([7, 7.5f, -7], model.Weights);

        // A control: without any file it does.
        File.Delete(_folder[1]);
        File.Delete(_folder[2]);
        Assert.Null(directory.LoadNewest(model));
        Assert.Null(directory.LoadBest(model));
    }

    [Fact]
    public void ACheckpointThatDoesNotFitIsRefused()
    {
        _folder.Fill(1, 2);
        using CheckpointDirectory directory = _folder.Open();
        var wider = new RotatedWider { Weights = [1, 2, 3, 4] };
        string message = Assert.Throws<CheckpointException>(() => directory.LoadNewest(wider)).Message;
        Assert.Contains("step-2.safetensors", message, StringComparison.Ordinal);
        Assert.Contains("[4]", message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4], wider.Weights);
        Assert.Empty(_folder.Warnings);

        // A control.
        Assert.NotNull(directory.LoadNewest(new Rotated()));
    }

    [Fact]
    public void ALaterVersionIsNotTakenForDamage()
    {
        _folder.Fill(1, 2);
        byte[] bytes = File.ReadAllBytes(_folder[2]);
        bytes = Replace(Replace(bytes, "format_version\":\"1", "format_version\":\"2"), "crc32c:", "sha512:");
        File.WriteAllBytes(_folder[2], bytes);
        using CheckpointDirectory directory = _folder.Open(1);
        string message = Assert.Throws<CheckpointException>(() => directory.LoadNewest(new Rotated())).Message;
        Assert.Contains("Update FusedOpt", message, StringComparison.Ordinal);
        Assert.Empty(_folder.Warnings);
    }

    [Fact]
    public async Task AFileThatIsLockedForAMomentIsWaitedFor()
    {
        _folder.Fill(1, 2);
        using CheckpointDirectory directory = _folder.Open();
        foreach (bool isBest in (bool[])[false, true])
        {
            directory.Save(CheckpointFolder.ModelAt(3), isBest ? 0 : null);
            Task release = Release(Lock(_folder[3]));
            var model = new Rotated();
            CheckpointReport report = (isBest ? directory.LoadBest(model) : directory.LoadNewest(model))!;
            Assert.Equal((_folder[3], 3), (report.Path, model.StepCount));
            await release;
        }

        Assert.Empty(_folder.Warnings);

        static async Task Release(FileStream file)
        {
            using (file)
                await Task.Delay(300);
        }
    }

    [Fact]
    public void AnotherIsNotLoadedInPlaceOfOneThatIsLocked()
    {
        using (CheckpointDirectory first = _folder.Open())
        {
            first.Save(CheckpointFolder.ModelAt(1), 5);
            first.Save(CheckpointFolder.ModelAt(2), 0);
        }

        using CheckpointDirectory directory = _folder.Open(keepLast: 1);
        Rotated model = CheckpointFolder.ModelAt(7);
        using (Lock(_folder[2]))
        {
            foreach (Func<CheckpointReport?> load in (Func<CheckpointReport?>[])[
                () => directory.LoadNewest(model), () => directory.LoadBest(model)])
            {
                CheckpointException thrown = Assert.Throws<CheckpointException>(load);
                Assert.Contains($"'{_folder[2]}' cannot be read", thrown.Message, StringComparison.Ordinal);
                Assert.Contains("No other checkpoint has been loaded", thrown.Message, StringComparison.Ordinal);
                Assert.IsType<IOException>(thrown.InnerException);
            }

            Assert.Equal((7, 7f), (model.StepCount, model.Weights[0]));
            Assert.Empty(_folder.Warnings);

            // Nor is it deleted: nobody knows if it is the best.
            directory.Save(CheckpointFolder.ModelAt(4));
            Assert.Equal([2, 4], _folder.Steps);
        }

        // The controls: unlocked, it is loaded, and superseded.
        Assert.Equal(_folder[2], directory.LoadBest(model)!.Path);
        directory.Save(CheckpointFolder.ModelAt(5));
        Assert.Equal([5], _folder.Steps);
    }

    [Fact]
    public void AHeaderThatIsNoJsonIsDamage()
    {
        _folder.Fill(1, 2, 3);
        byte[] bytes = File.ReadAllBytes(_folder[3]);
        bytes[20] = (byte)'}';
        File.WriteAllBytes(_folder[3], bytes);
        using CheckpointDirectory directory = _folder.Open(2);
        directory.Save(CheckpointFolder.ModelAt(4));
        Assert.Equal([2, 4], _folder.Steps);
        Assert.Equal(_folder[4], directory.LoadNewest(new Rotated())!.Path);
    }

    [Fact]
    public void AFileThatVanishesIsSkipped()
    {
        _folder.Fill(1, 2);
        using CheckpointDirectory directory = _folder.Open();
        File.Delete(_folder[2]);
        File.CreateSymbolicLink(_folder[2], _folder["nowhere"]);
        Assert.Equal(_folder[1], directory.LoadNewest(new Rotated())!.Path);
        Assert.Contains(_folder[2], Assert.Single(_folder.Warnings), StringComparison.Ordinal);
    }

    // Another program that has the file for itself.
    private static FileStream Lock(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    [Fact]
    public void OneObjectHasTheDirectory()
    {
        CheckpointDirectory first = _folder.Open();
        string message = Assert.Throws<CheckpointException>(() => _folder.Open()).Message;
        Assert.Contains(_folder.Root, message, StringComparison.Ordinal);
        Assert.Throws<CheckpointException>(() => new CheckpointDirectory(_folder.Root + "/../run/"));
        using (new CheckpointDirectory(_folder["inner"]))
            first.Save(CheckpointFolder.ModelAt(1));

        // A control: freed, it can be had again, and the first can use it no more.
        first.Dispose();
        first.Dispose();
        using CheckpointDirectory second = _folder.Open();
        Assert.NotNull(second.LoadNewest(new Rotated()));
        Assert.Throws<ObjectDisposedException>(() => first.Save(CheckpointFolder.ModelAt(2)));
        Assert.Throws<ObjectDisposedException>(() => first.LoadNewest(new Rotated()));
    }

    [Fact]
    public async Task AnotherProcessHasItUntilItIsKilled()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using (_folder.Open())
            Assert.Equal(1, await RunFlock("--nonblock", "true"));
        Assert.Equal(0, await RunFlock("--nonblock", "true"));

        using Process other = Process.Start("flock", ["--no-fork", _folder[DirectoryLock.Name], "sleep", "100"]);
        try
        {
            while (await RunFlock("--nonblock", "true") == 0)
                await Task.Delay(10);
            Assert.Throws<CheckpointException>(() => _folder.Open());
        }
        finally
        {
            other.Kill();
            await other.WaitForExitAsync();
        }

        using CheckpointDirectory directory = _folder.Open();
        directory.Save(CheckpointFolder.ModelAt(1));

        async Task<int> RunFlock(string option, string command)
        {
            using Process process = Process.Start("flock", [option, _folder[DirectoryLock.Name], command]);
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
    }

    [Fact]
    public void WhereNoDirectoryCanBeTheReasonIsGiven()
    {
        File.WriteAllText(_folder.Root, "a file");
        string message = Assert.Throws<CheckpointException>(() => _folder.Open()).Message;
        Assert.Contains(_folder.Root, message, StringComparison.Ordinal);
        Assert.Throws<CheckpointException>(() => new CheckpointDirectory(_folder["below"]));
        File.Delete(_folder.Root);
        Directory.CreateDirectory(_folder[DirectoryLock.Name]);
        Assert.Throws<CheckpointException>(() => _folder.Open());

        // A control.
        Directory.Delete(_folder[DirectoryLock.Name]);
        _folder.Open().Dispose();
    }

    [Fact]
    public void LeftoversOfKilledProcessesAreDeleted()
    {
        string[] others =
        [
            $".step-05.safetensors.{Digits}.tmp", $".model.safetensors.{Digits}.tmp", $".step-5.safetensors.{Digits}0.tmp",
            $"step-5.safetensors.{Digits}.tmp", $".step-5.safetensors.{Digits.ToUpperInvariant()}.tmp", $".{Digits}.tmp", $"..{Digits}.tmp",
            $".step-5.safetensors.{Digits}.{Digits}.tmp",
        ];
        Directory.CreateDirectory(_folder.Root);
        foreach (string name in others)
            File.WriteAllText(_folder[name], "");
        File.WriteAllText(_folder[$".step-5.safetensors.{Digits}.tmp"], "");
        File.WriteAllText(_folder[$".step-123456.safetensors.{Digits}.tmp"], "");

        // A living process, or another thread, writes a file.
        string living = $".step-6.safetensors.{Digits}.tmp";
        using (FileStream stream = FileOperations.Default.Create(_folder[living], null))
        using (_folder.Open())
            Assert.Equal([.. others.Concat([DirectoryLock.Name, living]).Order(StringComparer.Ordinal)], _folder.Names);

        // A control: it lives no more.
        using (_folder.Open())
            Assert.Equal([.. others.Append(DirectoryLock.Name).Order(StringComparer.Ordinal)], _folder.Names);
    }

    [Fact]
    public async Task ACopyIsSavedWhileTrainingGoesOn()
    {
        using CheckpointDirectory directory = _folder.Open(2, 1);
        var saves = new List<Task<string>>();
        Rotated model = new();
        for (int step = 1; step <= 20; step++)
        {
            model.Weights.AsSpan().Fill(step);
            ((IModelNode)model).StepState.Restore(step);
            saves.Add(directory.SaveAsync(model, Math.Abs(step - 10)));
            model.Weights.AsSpan().Fill(-1);
        }

        Assert.Equal(_folder[20], await saves[^1]);
        Assert.Equal([10, 19, 20], _folder.Steps);
        Assert.All(saves, s => Assert.True(s.IsCompletedSuccessfully));
        directory.LoadBest(model);
        Assert.Equal([10, 10, 10], model.Weights);
        Assert.Empty(_folder.Warnings);
    }

    [Fact]
    public async Task AFailureIsThrownByTheNextCall()
    {
        CheckpointDirectory directory = _folder.Open(1);
        directory.Save(CheckpointFolder.ModelAt(1));
        Directory.CreateDirectory(_folder[2]);
        Task<string> save = directory.SaveAsync(CheckpointFolder.ModelAt(2));
        await Assert.ThrowsAsync<CheckpointException>(() => save);
        Assert.Equal([1], _folder.Steps);
        Assert.Throws<CheckpointException>(() => directory.Save(CheckpointFolder.ModelAt(3)));
        Assert.Equal([1], _folder.Steps);

        // Once is enough.
        directory.Save(CheckpointFolder.ModelAt(3));
        Assert.Equal([3], _folder.Steps);
        Assert.Empty(_folder.Warnings);

        // The end of a using block has to say it in another way.
        _ = directory.SaveAsync(CheckpointFolder.ModelAt(2));
        directory.Dispose();
        Assert.Contains(_folder[2], Assert.Single(_folder.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACanceledSaveIsNoFailure()
    {
        using CheckpointDirectory directory = _folder.Open(1);
        directory.Save(CheckpointFolder.ModelAt(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => directory.SaveAsync(CheckpointFolder.ModelAt(2), cancellation: new(true)));
        Assert.Equal([1], _folder.Steps);
        directory.Save(CheckpointFolder.ModelAt(3));
        Assert.Equal([3], _folder.Steps);
        Assert.Empty(_folder.Warnings);
    }

    [Fact]
    public void SeveralThreadsMaySave()
    {
        using CheckpointDirectory directory = _folder.Open(2);
        Parallel.For(0, 40, i =>
        {
            if (i % 2 == 0)
                directory.Save(CheckpointFolder.ModelAt(i));
            else
                directory.SaveAsync(CheckpointFolder.ModelAt(i));
        });
        directory.Save(CheckpointFolder.ModelAt(100));
        Assert.Equal([39, 100], _folder.Steps);
        Assert.All(_folder.Steps, s => CheckpointInfo.Verify(_folder[s]));
    }

    [Fact]
    public void OptionsHaveRanges()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointDirectoryOptions { KeepLast = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointDirectoryOptions { KeepBest = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CheckpointDirectoryOptions { Mode = (MetricMode)2 });
        var options = new CheckpointDirectoryOptions();
        Assert.Equal((3, 0, MetricMode.Min, null), (options.KeepLast, options.KeepBest, options.Mode, options.Warn));
    }

    private static byte[] Replace(byte[] bytes, string old, string replacement)
    {
        Assert.Equal(old.Length, replacement.Length);
        int at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(old));
        Assert.True(at >= 0, old);
        Encoding.UTF8.GetBytes(replacement).CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    private CheckpointDirectory Reopen(CheckpointDirectory directory, int keepLast)
    {
        directory.Dispose();
        return _folder.Open(keepLast);
    }
}
