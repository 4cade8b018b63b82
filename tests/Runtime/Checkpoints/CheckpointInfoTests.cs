using System;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>The header of a checkpoint tells what is in it, and all of it tells whether it is whole.</summary>
public sealed class CheckpointInfoTests : IDisposable
{
    private readonly CheckpointFolder _folder = new();

    public CheckpointInfoTests()
    {
        using CheckpointDirectory directory = _folder.Open();
        directory.Save(CheckpointFolder.ModelAt(12), 0.1, new() { Metadata = { { "epoch", 3 } } });
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AHeaderIsRead()
    {
        CheckpointInfo info = CheckpointInfo.Read(_folder[12]);
        Assert.Equal((_folder[12], 12, 0.1), (info.Path, info.StepCount, info.Metric));
        Assert.Equal(3, info.Metadata.Get<int>("epoch"));
        Assert.Single(info.Metadata);
        CheckpointTensor weights = info.Tensors.Single(t => t.Name == nameof(Rotated.Weights));
        Assert.Equal("F32", weights.Type);
        Assert.Equal([3], weights.Shape);
        Assert.Equal(3, info.Tensors.Count);
    }

    [Fact]
    public void AFileOfAnotherProgramIsRead()
    {
        string json = $$"""{{{Headers.Entry("a", "F64", "[]", 0, 8)}},{{Headers.Entry("b", "F8_E4M3", "[2,3]", 8, 14)}}}  """;
        byte[] bytes = [.. BitConverter.GetBytes((long)json.Length), .. Encoding.UTF8.GetBytes(json), .. new byte[14]];
        File.WriteAllBytes(_folder["other"], bytes);
        CheckpointInfo info = CheckpointInfo.Read(_folder["other"]);
        Assert.Null(info.StepCount);
        Assert.Null(info.Metric);
        Assert.Empty(info.Metadata);
        Assert.Equal(["a F64 0", "b F8_E4M3 2"], info.Tensors.Select(t => $"{t.Name} {t.Type} {t.Shape.Count}"));
        CheckpointInfo.Verify(_folder["other"]);
    }

    [Fact]
    public void OnlyVerifyReadsTheTensors()
    {
        CheckpointInfo.Verify(_folder[12]);
        byte[] bytes = File.ReadAllBytes(_folder[12]);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_folder[12], bytes);
        Assert.Equal(12, CheckpointInfo.Read(_folder[12]).StepCount);
        Refused(CheckpointInfo.Verify);
    }

    [Fact]
    public void DamagedAndMissingFilesAreRefused()
    {
        byte[] bytes = File.ReadAllBytes(_folder[12]);
        foreach (byte[] damaged in new byte[][] { [], bytes[..7], bytes[..^1], [.. bytes, 0], new byte[bytes.Length] })
        {
            File.WriteAllBytes(_folder[12], damaged);
            Refused(p => CheckpointInfo.Read(p));
            Refused(CheckpointInfo.Verify);
        }

        File.Delete(_folder[12]);
        Refused(p => CheckpointInfo.Read(p));
        Directory.CreateDirectory(_folder[12]);
        Refused(CheckpointInfo.Verify);
        Assert.Throws<ArgumentException>(() => CheckpointInfo.Read(""));
    }

    [Fact]
    public void AMetricThatIsNoNumberHindersNobody()
    {
        byte[] bytes = File.ReadAllBytes(_folder[12]);
        int at = bytes.AsSpan().IndexOf("\"0.1\""u8);
        bytes[at + 1] = (byte)'x';
        int checksum = bytes.AsSpan().IndexOf("fusedopt.checksum"u8), version = bytes.AsSpan().IndexOf("fusedopt.format"u8);
        bytes[checksum] = bytes[version] = (byte)'o';
        File.WriteAllBytes(_folder[12], bytes);
        Assert.Null(CheckpointInfo.Read(_folder[12]).Metric);
        using CheckpointDirectory directory = _folder.Open();
        Assert.Equal(_folder[12], directory.LoadNewest(new Rotated())!.Path);
        Assert.Null(directory.LoadBest(new Rotated()));
    }

    private void Refused(Action<string> read) =>
        Assert.Contains(_folder[12], Assert.Throws<CheckpointException>(() => read(_folder[12])).Message, StringComparison.Ordinal);
}
