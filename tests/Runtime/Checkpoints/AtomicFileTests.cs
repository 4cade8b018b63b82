using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary><see cref="AtomicFile"/> replaces contents alone: name, place, mode and links stay as they are.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AtomicFileTests : IDisposable
{
    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly int[] s_pieces = [1, 7, 1000, 65_535, 65_536, 200_000];

    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(1_000_000)]
    public void AFileHasTheBytesThatWereWritten(int length)
    {
        byte[] bytes = Random(length);
        foreach (int piece in s_pieces.Where(p => p > 1 || length < 100_000))
        {
            AtomicFile.Write(_scratch["a"], stream =>
            {
                for (int at = 0, count; at < length; at += count)
                {
                    count = Math.Min(piece, length - at);
                    stream.Write(bytes.AsSpan(at, count));
                    Assert.Equal((at + count, at + count), (stream.Position, stream.Length));
                }
            });
            Assert.Equal(bytes, File.ReadAllBytes(_scratch["a"]));
        }

        Assert.Equal(["a"], _scratch.Names);
        Assert.Empty(_scratch.Open());
        AtomicFile.Write(_scratch["a"], stream => stream.Write("short"u8));
        Assert.Equal("short", File.ReadAllText(_scratch["a"]));
    }

    [Fact]
    public void EveryWayToWriteGivesTheSameBytes()
    {
        AtomicFile.Write(_scratch["a"], stream =>
        {
            stream.WriteByte((byte)'b');
            stream.Write(Encoding.UTF8.GetBytes("xcdx"), 1, 2);
            using (var writer = new StreamWriter(stream))
                writer.Write("ef");
            stream.WriteAsync("gh"u8.ToArray()).AsTask().Wait();
            stream.Position = 0;
            stream.Write("a"u8);
            stream.Seek(0, SeekOrigin.End);
            stream.Write("i"u8);
        });
        Assert.Equal("acdefghi", File.ReadAllText(_scratch["a"]));
    }

    [Fact]
    public void TheStreamEndsWithTheWriting()
    {
        Stream? kept = null;
        AtomicFile.Write(_scratch["a"], stream =>
        {
            kept = stream;
            stream.WriteByte(1);
            Assert.Throws<NotSupportedException>(() => stream.ReadByte());
            Assert.Throws<NotSupportedException>(() => stream.SetLength(5));
        });
        Assert.False(kept!.CanWrite);
        Assert.Throws<ObjectDisposedException>(() => kept.WriteByte(2));
        Assert.Throws<ObjectDisposedException>(() => kept.Position = 0);
        Assert.Equal([1], File.ReadAllBytes(_scratch["a"]));
    }

    [Fact]
    public void ANewFileHasTheModeOfNewFiles()
    {
        File.WriteAllText(_scratch["plain"], "");
        Save("a");
        Assert.Equal(File.GetUnixFileMode(_scratch["plain"]), File.GetUnixFileMode(_scratch["a"]));
        if (File.GetUnixFileMode(_scratch["plain"]) == ReadByAll)
            Assert.NotEqual(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_scratch["a"]));
    }

    [Theory]
    [InlineData(0b110_100_000)]
    [InlineData(0b110_110_110)]
    [InlineData(0b110_000_000)]
    [InlineData(0b111_101_101)]
    [InlineData(0b010_100_000)]
    public void AFileThatIsReplacedKeepsItsMode(int mode)
    {
        File.WriteAllText(_scratch["a"], "old");
        File.SetUnixFileMode(_scratch["a"], (UnixFileMode)mode);
        Save("a");
        Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(_scratch["a"]));
        File.SetUnixFileMode(_scratch["a"], ReadByAll);
        Assert.Equal("new", File.ReadAllText(_scratch["a"]));
        Assert.NotEqual((UnixFileMode)mode, File.GetUnixFileMode(_scratch["a"]));
    }

    [Theory]
    [InlineData("relative", "target")]
    [InlineData("to nothing", "nothing")]
    [InlineData("chain", "target")]
    [InlineData("absolute", "target")]
    public void ASymbolicLinkStaysAndItsTargetIsReplaced(string link, string target)
    {
        Directory.CreateDirectory(_scratch["data"]);
        File.WriteAllText(_scratch["data/target"], "old");
        File.CreateSymbolicLink(_scratch["relative"], "data/target");
        File.CreateSymbolicLink(_scratch["to nothing"], "data/nothing");
        File.CreateSymbolicLink(_scratch["chain"], "relative");
        File.CreateSymbolicLink(_scratch["absolute"], _scratch["data/target"]);
        string? before = new FileInfo(_scratch[link]).LinkTarget;
        var operations = new FaultyOperations();
        AtomicFile.Write(_scratch[link], stream => stream.Write("new"u8), operations);
        Assert.Equal(before, new FileInfo(_scratch[link]).LinkTarget);
        Assert.Equal("new", File.ReadAllText(_scratch["data/" + target]));
        Assert.Equal("new", File.ReadAllText(_scratch[link]));
        Assert.Equal(_scratch["data"], Path.GetDirectoryName(Assert.Single(operations.Created)));

        // A control: a plain rename replaces the link.
        File.WriteAllText(_scratch["other"], "");
        File.Move(_scratch["other"], _scratch[link], overwrite: true);
        Assert.Null(new FileInfo(_scratch[link]).LinkTarget);
    }

    [Fact]
    public void ALinkWithinALinkedDirectoryCountsFromTheDirectoryItself()
    {
        Directory.CreateDirectory(_scratch["deep/er"]);
        File.CreateSymbolicLink(_scratch["deep/er/a"], "../target");
        Directory.CreateSymbolicLink(_scratch["short"], "deep/er");
        Save("short/a");
        Assert.Equal("new", File.ReadAllText(_scratch["deep/target"]));
        Assert.False(File.Exists(_scratch["target"]));
    }

    [Fact]
    public void LinksInACircleAreRefused()
    {
        File.CreateSymbolicLink(_scratch["a"], "b");
        File.CreateSymbolicLink(_scratch["b"], "a");
        Assert.Contains("circle", Assert.Throws<CheckpointException>(() => Save("a")).Message);
        Assert.Equal(["a", "b"], _scratch.Names);
    }

    [Fact]
    public void TheTemporaryFileLiesBesideItsTarget()
    {
        var operations = new FaultyOperations();
        string[] seen = [];
        AtomicFile.Write(_scratch["a.b"], _ => seen = _scratch.Names, operations);
        string name = Path.GetRelativePath(_scratch.Root, Assert.Single(operations.Created));
        Assert.Matches(@"^\.a\.b\.[0-9a-f]{16}\.tmp$", name);
        Assert.Equal([name], seen);
        Assert.Equal(["a.b"], _scratch.Names);
    }

    [Fact]
    public void AFileOnAnotherDeviceThanTheTemporaryFolderIsReplaced()
    {
        // Memory has a file system of its own on Linux; elsewhere the folder of the test stands for it.
        string folder = Directory.Exists("/dev/shm") ? "/dev/shm" : _scratch.Root, path = Path.Combine(folder, Guid.NewGuid().ToString());
        try
        {
            for (int i = 0; i < 2; i++)
            {
                AtomicFile.Write(path, stream => stream.WriteByte((byte)i));
                Assert.Equal([(byte)i], File.ReadAllBytes(path));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(240)]
    [InlineData(255)]
    public void ANameMayBeAsLongAsTheFileSystemAllows(int length)
    {
        string name = new string('ä', (length - 1) / 2) + new string('b', length - ((length - 1) / 2 * 2));
        Assert.Equal(length, Encoding.UTF8.GetByteCount(name));
        Save(name);
        File.WriteAllText(_scratch[Path.GetFileName(TemporaryName.Create(_scratch[name]))], "left behind");
        Save(name);
        Assert.Equal([name], _scratch.Names);
        Assert.True(Encoding.UTF8.GetByteCount(TemporaryName.Create(name)) <= 255);
    }

    [Fact]
    public void RelativePathsCountFromTheCurrentDirectory()
    {
        string path = Path.GetRelativePath(Directory.GetCurrentDirectory(), _scratch["a"]);
        Assert.False(Path.IsPathRooted(path));
        AtomicFile.Write(path, stream => stream.WriteByte(1));
        Assert.Equal(["a"], _scratch.Names);
    }

    [Fact]
    public void ArgumentsAreDemanded()
    {
        Assert.Throws<ArgumentNullException>(() => AtomicFile.Write(null!, _ => { }));
        Assert.Throws<ArgumentException>(() => AtomicFile.Write("", _ => { }));
        Assert.Throws<ArgumentException>(() => AtomicFile.Write(_scratch["a\0b"], _ => { }));
        Assert.Throws<ArgumentNullException>(() => AtomicFile.Write(_scratch["a"], null!));
        Assert.Empty(_scratch.Names);
    }

    [Fact]
    public async Task WritersOfOneFileDoNotMixTheirContents()
    {
        const int Writers = 4, Saves = 40, Length = 100_000;
        File.WriteAllBytes(_scratch["a"], new byte[Length]);
        int running = Writers;
        Task[] writers = [.. Enumerable.Range(1, Writers).Select(writer => Task.Run(() =>
        {
            byte[] bytes = new byte[Length];
            bytes.AsSpan().Fill((byte)writer);
            for (int i = 0; i < Saves; i++)
            {
                AtomicFile.Write(_scratch["a"], stream =>
                {
                    stream.Write(bytes.AsSpan(0, Length / 2));
                    stream.Write(bytes.AsSpan(Length / 2));
                });
            }

            Interlocked.Decrement(ref running);
        }))];
        int reads = 0, locked = 0;
        while (Volatile.Read(ref running) > 0 && !writers.Any(w => w.IsFaulted))
        {
            try
            {
                byte[] read = File.ReadAllBytes(_scratch["a"]);
                Assert.Equal(Length, read.Length);
                Assert.False(read.AsSpan().ContainsAnyExcept(read[0]));
                reads++;
            }
            catch (IOException e) when (e.Message.Contains("used by another process", StringComparison.Ordinal))
            {
                // A writer that takes the file for one left behind, while another renames it, has it locked for an instant.
                locked++;
            }
        }

        await Task.WhenAll(writers);
        Assert.True(reads > 0 && locked < 3, $"{reads} read, {locked} locked");
        Assert.Equal(["a"], _scratch.Names);
    }

    private void Save(string name) => AtomicFile.Write(_scratch[name], stream => stream.Write("new"u8));

    private static byte[] Random(int length)
    {
        byte[] bytes = new byte[length];
        new Random(3).NextBytes(bytes);
        return bytes;
    }
}
