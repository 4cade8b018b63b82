using System;
using System.IO;
using System.Threading.Tasks;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>The ways in which a checkpoint is saved and loaded: all of them have to do the same.</summary>
internal static class Way
{
    /// <summary>The names of the ways.</summary>
    public static readonly string[] All = ["path", "stream", "one-way stream", "async path", "async stream"];

    /// <summary>Saves a model and returns the file.</summary>
    public static byte[] Save(string way, IOptimizable model, CheckpointSaveOptions? options = null)
    {
        using var scratch = new Scratch();
        using var stream = new MemoryStream();
        string path = scratch["model.safetensors"];
        switch (way)
        {
            case "path":
                model.SaveCheckpoint(path, options);
                break;
            case "async path":
                model.SaveCheckpointAsync(path, options).GetAwaiter().GetResult();
                break;
            case "stream":
                model.SaveCheckpoint(stream, options);
                return stream.ToArray();
            case "one-way stream":
                model.SaveCheckpoint(new OneWayStream(stream), options);
                return stream.ToArray();
            default:
                model.SaveCheckpointAsync(stream, options).GetAwaiter().GetResult();
                return stream.ToArray();
        }

        CheckpointInfo.Verify(path);
        return File.ReadAllBytes(path);
    }

    /// <summary>Loads a model from a file.</summary>
    public static CheckpointReport Load(string way, IOptimizable model, byte[] file, CheckpointLoadOptions? options = null)
    {
        using var scratch = new Scratch();
        string path = scratch["model.safetensors"];
        File.WriteAllBytes(path, file);
        return way switch
        {
            "path" => model.LoadCheckpoint(path, options),
            "async path" => Result(model.LoadCheckpointAsync(path, options)),
            "stream" => model.LoadCheckpoint(new MemoryStream(file), options),
            "one-way stream" => model.LoadCheckpoint(new OneWayStream(new MemoryStream(file)), options),
            _ => Result(model.LoadCheckpointAsync(new MemoryStream(file), options)),
        };

        static T Result<T>(Task<T> task) => task.GetAwaiter().GetResult();
    }

    /// <summary>A stream that cannot seek, and reads a few bytes at a time.</summary>
    private sealed class OneWayStream(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 7));

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
