using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>A save that cannot be done says why and what to do, and leaves no trace.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileFailureTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void AFullDiskIsNamed()
    {
        string folder = Directory.CreateDirectory(_scratch["disk"]).FullName, path = _scratch["disk/a"];

        // A user who may not mount a small disk has one whose end is counted.
        using var mount = Mount.TryCreate(folder, "size=128k");
        FileOperations Operations() => mount is null ? new FaultyOperations { Free = 128 << 10 } : FileOperations.Default;
        foreach (bool exists in new[] { false, true })
        {
            if (exists)
                AtomicFile.Write(path, stream => stream.Write(new byte[1000]), Operations());
            var thrown = Assert.Throws<CheckpointException>(() => AtomicFile.Write(path, WriteMuch, Operations()));
            Assert.Equal(
                $"{path} could not be written: the disk is full. Free space on the disk of {folder}, and save again."
                    + (exists ? " The file that was there before is unchanged." : ""),
                thrown.Message);
            Assert.IsType<IOException>(thrown.InnerException);
            Assert.Equal(exists ? ["a"] : [], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
        }

        Assert.Equal(new byte[1000], File.ReadAllBytes(path));
        AtomicFile.Write(path, stream => stream.Write(new byte[50_000]), Operations());
        Assert.Equal(50_000, new FileInfo(path).Length);

        static void WriteMuch(Stream stream)
        {
            for (int i = 0; i < 1000; i++)
                stream.Write(new byte[1000]);
        }
    }

    [Fact]
    public void AReadOnlyFileSystemIsNamed()
    {
        string folder = Directory.CreateDirectory(_scratch["disk"]).FullName, path = _scratch["disk/a"];
        using var mount = Mount.TryCreate(folder, "size=128k");
        AtomicFile.Write(path, stream => stream.WriteByte(1));
        mount?.Remount("ro");
        FileOperations operations = mount is null ? new FaultyOperations(0, new IOException("Read-only file system", 30)) : new();
        Assert.Equal(
            $"{path} could not be written: the file system of {folder} is read-only. Save to another place. The file that was there before "
                + "is unchanged.",
            Assert.Throws<CheckpointException>(() => AtomicFile.Write(path, Fill, operations)).Message);
        Assert.Equal([1], File.ReadAllBytes(path));
    }

    [Fact]
    public void MissingPermissionIsNamed()
    {
        string folder = Directory.CreateDirectory(_scratch["folder"]).FullName, path = _scratch["folder/a"];
        File.WriteAllText(path, "old");
        File.SetUnixFileMode(folder, (UnixFileMode)0b101_101_101);
        OtherUser.Run(() =>
        {
            var thrown = Assert.Throws<CheckpointException>(() => AtomicFile.Write(path, Fill));
            Assert.Equal(
                $"{path} could not be written: permission is denied. A file is first written beside the one that it replaces: permit this "
                    + $"user to create files in {folder}. The file that was there before is unchanged.",
                thrown.Message);
            Assert.IsType<UnauthorizedAccessException>(thrown.InnerException);
        });
        Assert.Equal("old", File.ReadAllText(path));

        // A control: with the permission it is written.
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        OtherUser.Run(() => AtomicFile.Write(path, Fill));
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void ADirectoryThatMayNotBeEnteredIsNamed()
    {
        string folder = Directory.CreateDirectory(_scratch["folder"]).FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead);
        OtherUser.Run(() =>
        {
            string message = Assert.Throws<CheckpointException>(() => AtomicFile.Write(_scratch["folder/a"], Fill)).Message;
            Assert.StartsWith($"{_scratch["folder/a"]} could not be written: permission is denied.", message);
            message = Assert.Throws<CheckpointException>(() => AtomicFile.Write(_scratch["folder/b/a"], Fill)).Message;
            Assert.Contains($"there is no directory {folder}/b, or it may not be entered. Create it first.", message);
        });
    }

    [Fact]
    public void ADirectoryThatMayNotBeListedIsWrittenTo()
    {
        // Nor can it be opened to be flushed.
        string folder = Directory.CreateDirectory(_scratch["folder"]).FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b011_011_011);
        OtherUser.Run(() =>
        {
            AtomicFile.Write(_scratch["folder/a"], Fill);
            Assert.Throws<UnauthorizedAccessException>(() => Directory.GetFiles(folder));
        });
        Assert.Equal("new", File.ReadAllText(_scratch["folder/a"]));
    }

    [Theory]
    [InlineData("folder", "{0}/folder is a directory. Give the path of a file.")]
    [InlineData("link", "{0}/folder is a directory. Give the path of a file.")]
    [InlineData("folder/", "{0}/folder/ is a directory. Give the path of a file.")]
    [InlineData("missing/", "{0}/missing/ is a directory. Give the path of a file.")]
    [InlineData("missing/a",
        "{0}/missing/a could not be written: there is no directory {0}/missing, or it may not be entered. Create it first.")]
    [InlineData("missing/b/a",
        "{0}/missing/b/a could not be written: there is no directory {0}/missing/b, or it may not be entered. Create it first.")]
    [InlineData("file/a", "{0}/file/a could not be written: {0}/file is a file and no directory.")]
    [InlineData("protected",
        "{0}/protected is read-only and has not been replaced. Save under another name, or permit writing to the file.")]
    public void APathThatNoFileCanHaveIsRefused(string path, string message)
    {
        Directory.CreateDirectory(_scratch["folder"]);
        Directory.CreateSymbolicLink(_scratch["link"], "folder");
        File.WriteAllText(_scratch["file"], "old");
        File.WriteAllText(_scratch["protected"], "old");
        File.SetUnixFileMode(_scratch["protected"], UnixFileMode.UserRead);
        string[] before = _scratch.Names;
        var thrown = Assert.Throws<CheckpointException>(() => AtomicFile.Write(_scratch[path], _ => Assert.Fail("Nothing is written.")));
        Assert.Equal(message.Replace("{0}", _scratch.Root, StringComparison.Ordinal), thrown.Message);
        Assert.Equal(before, _scratch.Names);
        AtomicFile.Write(_scratch["folder/a"], Fill);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(5000)]
    public void ANameThatIsTooLongIsRefusedBeforeTheWriting(int length)
    {
        string path = _scratch[new('a', length)];
        var thrown = Assert.Throws<CheckpointException>(() => AtomicFile.Write(path, _ => Assert.Fail("Nothing is written.")));
        Assert.Equal($"{path} could not be written: its name is too long for the file system. Choose a shorter one.", thrown.Message);
        Assert.Empty(_scratch.Names);
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/full")]
    public void ADeviceIsNotReplaced(string path)
    {
        Assert.Contains("is a device", Assert.Throws<CheckpointException>(() => AtomicFile.Write(path, Fill)).Message);
        Assert.Contains(
            "is a device",
            Assert.Throws<CheckpointException>(() =>
            {
                File.CreateSymbolicLink(_scratch["link"], path);
                AtomicFile.Write(_scratch["link"], Fill);
            }).Message);
    }

    [Theory]
    [InlineData(27, "the file is larger than the file system of {0}, or the limit of this process, allows.")]
    [InlineData(28, "the disk is full. Free space on the disk of {0}, and save again.")]
    [InlineData(122, "the disk is full. Free space on the disk of {0}, and save again.")]
    [InlineData(30, "the file system of {0} is read-only. Save to another place.")]
    [InlineData(5, "Error 5.")]
    public void ErrorsOfWritingAreExplained(int error, string message)
    {
        // Too large a file is an argument out of range to .NET.
        Exception fault = error == 27 ? new ArgumentOutOfRangeException(nameof(error)) : new IOException($"Error {error}", error);
        var thrown = Assert.Throws<CheckpointException>(() => AtomicFile.Write(_scratch["a"], Fill, new FaultyOperations(1, fault)));
        Assert.Equal(
            $"{_scratch["a"]} could not be written: {message.Replace("{0}", _scratch.Root, StringComparison.Ordinal)}", thrown.Message);
        Assert.Same(fault, thrown.InnerException);
        Assert.Empty(_scratch.Names);
    }

    [Fact]
    public void ADirectoryIsFlushed()
    {
        UnixFile.FlushDirectory(_scratch.Root);
        Assert.Empty(_scratch.Open());
        Assert.Throws<IOException>(() => UnixFile.FlushDirectory(_scratch["missing"]));
        Assert.Equal(_scratch.Root, UnixFile.RealPath(_scratch.Root + "/."));
        Assert.Equal(_scratch["missing"], UnixFile.RealPath(_scratch["missing"]));
    }

    private static void Fill(Stream stream) => stream.Write("new"u8);
}
