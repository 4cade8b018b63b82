using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>At every operation of a save an exception or the end of the process leaves the old file, or the new one whole.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AtomicFileFaultTests : IDisposable
{
    private static readonly string[] s_operations =
        ["create", "write", "write", "write", "write", "set mode", "flush", "rename", "flush directory"];

    private readonly ScratchDirectory _scratch = new();
    private readonly byte[] _old = [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)];
    private readonly byte[] _new = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7))];

    public static TheoryData<bool, bool> Ways { get; } = new() { { true, true }, { true, false }, { false, true }, { false, false } };

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TheDiskHasTheContentsBeforeTheName()
    {
        File.WriteAllBytes(_scratch["a"], _old);
        var operations = new FaultyOperations();
        Save(operations);
        Assert.Equal(s_operations, operations.Log);
        Assert.True(IsSafe(operations.Log));

        // Controls: an operation that is missing, or two that have changed places.
        for (int i = 1; i < s_operations.Length; i++)
        {
            if (s_operations[i] != "set mode" && s_operations[i] != s_operations[i - 1])
            {
                Assert.False(IsSafe([.. s_operations.Where(o => o != s_operations[i])]), s_operations[i]);
                string[] swapped = [.. s_operations];
                (swapped[i], swapped[i - 1]) = (swapped[i - 1], swapped[i]);
                Assert.True(s_operations[i - 1] == "set mode" || !IsSafe(swapped), string.Join(", ", swapped));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void AFailureAtAnyOperationLeavesAWholeFile(bool exists, bool isDone)
    {
        int count = Prepare(exists);
        for (int failing = 0; failing < count; failing++)
        {
            Prepare(exists);
            var fault = new IOException("The cable is out");
            var operations = new FaultyOperations(failing, fault) { IsDone = isDone };
            var thrown = Assert.Throws<CheckpointException>(() => Save(operations));
            Assert.Same(fault, thrown.InnerException);
            bool isReplaced = operations.Log[^1] == "flush directory" || (isDone && operations.Log[^1] == "rename");
            DemandWhole(exists, isReplaced);
            Assert.Equal(failing + 1, operations.Log.Count);
            Assert.Equal(
                $"{_scratch["a"]} could not be written: The cable is out."
                    + (operations.Log[^1] == "flush directory" ? " The new file is complete, but may be lost if the power fails now."
                        : exists ? " The file that was there before is unchanged."
                        : ""),
                thrown.Message);

            // A creation that has failed and yet made a file leaves it to the next save.
            Assert.Equal(isDone && failing == 0 ? 1 : 0, _scratch.Temporary.Length);
            Assert.Empty(_scratch.Open());
        }

        Save(new());
        DemandWhole(exists, isReplaced: true);
        Assert.Equal(["a"], _scratch.Names);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void AKillAtAnyOperationLeavesAWholeFile(bool exists, bool isDone)
    {
        int count = Prepare(exists), left = 0;
        for (int failing = 0; failing < count; failing++)
        {
            Prepare(exists);
            var operations = new FaultyOperations(failing, new InvalidOperationException("killed"), isKill: true) { IsDone = isDone };
            Assert.Throws<CheckpointException>(() => Save(operations));
            DemandWhole(exists, operations.Log[^1] == "flush directory" || (isDone && operations.Log[^1] == "rename"));
            left += _scratch.Temporary.Length;

            // The next save has no other temporary file than its own.
            AtomicFile.Write(_scratch["a"], stream =>
            {
                Assert.Single(_scratch.Temporary);
                stream.Write(_new);
            });
            DemandWhole(exists, isReplaced: true);
            Assert.Equal(["a"], _scratch.Names);
        }

        Assert.True(left >= count - 3);
    }

    [Fact]
    public void AFileThatIsWrittenInPlaceWouldBeLost()
    {
        // The control of this class: the check sees a file that was opened for writing and not finished.
        Prepare(exists: true);
        using (FileStream file = File.Create(_scratch["a"]))
            file.Write(_new.AsSpan(0, 1000));
        Assert.ThrowsAny<Exception>(() => DemandWhole(exists: true, isReplaced: false));
        Assert.ThrowsAny<Exception>(() => DemandWhole(exists: true, isReplaced: true));
    }

    [Theory]
    [MemberData(nameof(Thrown))]
    public void TheCallersOwnExceptionPassesThrough(Exception exception)
    {
        foreach (bool exists in new[] { true, false })
        {
            Prepare(exists);
            Exception? seen = null;
            try
            {
                AtomicFile.Write(_scratch["a"], stream =>
                {
                    stream.Write(_new);
                    throw exception;
                });
            }
            catch (Exception e)
            {
                seen = e;
            }

            Assert.Same(exception, seen);
            DemandWhole(exists, isReplaced: false);
            Assert.Empty(_scratch.Temporary);
            Assert.Empty(_scratch.Open());
        }
    }

    public static TheoryData<Exception> Thrown() =>
    [
        new InvalidOperationException("mine"), new IOException("mine", 28), new UnauthorizedAccessException(),
        new CheckpointException("mine"), new OperationCanceledException(),
    ];

    [Fact]
    public void AFailureThatTheCallerHasCaughtFailsTheSave()
    {
        Prepare(exists: true);
        int failures = 0;
        var thrown = Assert.Throws<CheckpointException>(() => AtomicFile.Write(
            _scratch["a"],
            stream =>
            {
                for (int i = 0; i < 10; i++)
                {
                    try
                    {
                        stream.Write(_new);
                    }
                    catch (IOException)
                    {
                        failures++;
                    }
                }
            },
            new FaultyOperations { Free = 300_000 }));
        Assert.Equal(9, failures);
        Assert.Contains("the disk is full", thrown.Message);
        DemandWhole(exists: true, isReplaced: false);
        Assert.Empty(_scratch.Temporary);
    }

    [Fact]
    public void ATemporaryFileThatVanishesIsCreatedAnew()
    {
        foreach (int vanishing in new[] { 1, 9, 10 })
        {
            Prepare(exists: true);
            var operations = new Vanishing(vanishing);
            if (vanishing < 10)
                Save(operations);
            else
                Assert.Contains("have deleted", Assert.Throws<CheckpointException>(() => Save(operations)).Message);
            DemandWhole(exists: true, isReplaced: vanishing < 10);
            Assert.Empty(_scratch.Temporary);
        }
    }

    private int Prepare(bool exists)
    {
        File.Delete(_scratch["a"]);
        foreach (string name in _scratch.Temporary)
            File.Delete(_scratch[name]);
        if (exists)
            File.WriteAllBytes(_scratch["a"], _old);
        return exists ? s_operations.Length : s_operations.Length - 1;
    }

    private void DemandWhole(bool exists, bool isReplaced)
    {
        if (exists || isReplaced)
            Assert.True(File.ReadAllBytes(_scratch["a"]).AsSpan().SequenceEqual(isReplaced ? _new : _old));
        else
            Assert.False(File.Exists(_scratch["a"]));
    }

    private void Save(FileOperations operations) => AtomicFile.Write(
        _scratch["a"],
        stream =>
        {
            for (int at = 0; _new.Length - at >= 50_000; at += 50_000)
                stream.Write(_new.AsSpan(at, 50_000));
        },
        operations);

    // A power cut behind any operation: the name comes after the contents, and after the directory's flush it stays.
    private static bool IsSafe(IReadOnlyList<string> log)
    {
        List<string> order = [.. log.Where(o => o != "set mode")];
        return order.IndexOf("create") == 0
            && order.IndexOf("write") > 0
            && order.IndexOf("flush") > order.LastIndexOf("write")
            && order.IndexOf("rename") > order.IndexOf("flush")
            && order.IndexOf("flush directory") > order.IndexOf("rename");
    }

    /// <summary>Another process deletes the file, or has it locked, right after its creation.</summary>
    private sealed class Vanishing(int times) : FileOperations
    {
        private int _count;

        public override FileStream Create(string path, UnixFileMode? mode)
        {
            FileStream file = base.Create(path, mode);
            if (_count++ >= times)
                return file;
            File.Delete(path);
            if (_count % 2 == 0)
                return file;
            file.Dispose();
            throw new IOException("The file is locked.", OperatingSystem.IsLinux() ? 11 : 35);
        }
    }
}
