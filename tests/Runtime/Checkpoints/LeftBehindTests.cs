using System;
using System.IO;
using System.Runtime.Versioning;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>Temporary files that killed processes have left are deleted, and no others.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LeftBehindTests : IDisposable
{
    private const string Digits = "0123456789abcdef";

    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void OnlyTemporaryFilesOfTheTargetAreDeleted()
    {
        string[] others =
        [
            $".A.{Digits}.tmp", $".a.{Digits}.tm", $".a.{Digits}0.tmp", $".a.{Digits[1..]}.tmp", $".a.{Digits.ToUpperInvariant()}.tmp",
            $".a.{Digits}.{Digits}.tmp", $".ab.{Digits}.tmp", $".a.b.{Digits}.tmp", $"a.{Digits}.tmp", ".a.tmp", $".a.{Digits[1..]}g.tmp",
            "a.tmp",
        ];
        foreach (string name in others)
            File.WriteAllText(_scratch[name], "");
        Directory.CreateDirectory(_scratch[$".a.{Digits[1..]}1.tmp"]);
        string[] before = _scratch.Names;
        File.WriteAllText(_scratch[$".a.{Digits}.tmp"], "");
        File.WriteAllText(_scratch[$".a.{Digits[1..]}0.tmp"], "");
        AtomicFile.DeleteLeftBehind(_scratch["a"]);
        Assert.Equal(before, _scratch.Names);

        // A control: they are temporary files of other targets.
        AtomicFile.DeleteLeftBehind(_scratch["A"]);
        AtomicFile.DeleteLeftBehind(_scratch[$"a.{Digits}"]);
        Assert.Equal(before.Length - 2, _scratch.Names.Length);
    }

    [Fact]
    public void ASaveThatFailsHasDeletedThemToo()
    {
        // They may be the reason why the disk is full.
        File.WriteAllText(_scratch[$".a.{Digits}.tmp"], "");
        Assert.Throws<CheckpointException>(
            () => AtomicFile.Write(_scratch["a"], stream => stream.Write(new byte[100_000]), new FaultyOperations { Free = 10 }));
        Assert.Empty(_scratch.Names);
    }

    [Fact]
    public void AFileThatIsBeingWrittenStays()
    {
        string inner = "";
        AtomicFile.Write(_scratch["a"], stream =>
        {
            stream.Write("outer"u8);
            string own = Assert.Single(_scratch.Temporary);
            File.WriteAllText(_scratch[$".a.{Digits}.tmp"], "left behind");
            AtomicFile.Write(_scratch["a"], other => other.Write("inner"u8));
            inner = File.ReadAllText(_scratch["a"]);
            Assert.Equal([own], _scratch.Temporary);

            // A control: without the lock it would be deleted.
            File.WriteAllText(_scratch[$".a.{Digits}.tmp"], "");
            AtomicFile.DeleteLeftBehind(_scratch["a"]);
            Assert.Equal([own], _scratch.Temporary);
        });
        Assert.Equal("inner", inner);
        Assert.Equal("outer", File.ReadAllText(_scratch["a"]));
        Assert.Equal(["a"], _scratch.Names);
    }

    [Fact]
    public void ALinkOfThatNameIsDeletedAndNotItsTarget()
    {
        File.WriteAllText(_scratch["precious"], "precious");
        File.CreateSymbolicLink(_scratch[$".a.{Digits}.tmp"], "precious");
        AtomicFile.DeleteLeftBehind(_scratch["a"]);
        Assert.Equal(["precious"], _scratch.Names);
        Assert.Equal("precious", File.ReadAllText(_scratch["precious"]));
    }

    [Fact]
    public void TheTargetOfALinkCounts()
    {
        Directory.CreateDirectory(_scratch["data"]);
        File.CreateSymbolicLink(_scratch["link"], "data/a");
        File.WriteAllText(_scratch[$"data/.a.{Digits}.tmp"], "");
        File.WriteAllText(_scratch[$"data/.link.{Digits}.tmp"], "");
        AtomicFile.Write(_scratch["link"], stream => stream.WriteByte(1));
        Assert.False(File.Exists(_scratch[$"data/.a.{Digits}.tmp"]));
        Assert.True(File.Exists(_scratch[$"data/.link.{Digits}.tmp"]));
    }
}
