using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Xunit;

namespace FusedOpt.Checkpoints.Tests.PyTorch;

/// <summary>
/// Steps of PyTorch's formulas and then FusedOpt's, and the other way round, with the Python of the document between them, end where
/// PyTorch's alone end, to the roundings that both sides' operations have.
/// </summary>
public class LinearTests
{
    private const int Last = 12;

    private static readonly string[] Parameters = ["weight", "bias"];

    public static TheoryData<string, bool, int> Cases()
    {
        var cases = new TheoryData<string, bool, int>();
        foreach (string name in LinearCase.All.Keys)
        {
            foreach (bool isDouble in (bool[])[false, true])
            {
                cases.Add(name, isDouble, 1);
                cases.Add(name, isDouble, 5);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void FusedOptGoesOnWherePyTorchIs(string name, bool isDouble, int first)
    {
        using var scratch = new Scratch();
        LinearCase test = LinearCase.All[name];
        RunPyTorch("begin", scratch, test, isDouble, first);
        var bounds = new Bounds(scratch, isDouble, name => name == "weight" ? test.Weight : test.Bias, Last);
        byte[] half = File.ReadAllBytes(scratch["half.safetensors"]);
        Assert.Empty(Beyond(GoOn(half)));

        // The controls: without one of the states, or with another step count, the end is elsewhere.
        foreach (string part in first == 5 ? test.Counts : [])
            Assert.NotEmpty(Beyond(GoOn(Spoil(half, part))));

        byte[] GoOn(byte[] file)
        {
            IOptimizable model = isDouble ? test.Double() : test.Float();
            CheckpointReport report = Way.Load("path", model, file);
            Assert.Empty(report.Differences);
            if (file == half)
                Assert.Equal(first, model.StepCount);
            Gradients.Train(model, first + 1, Last);
            return Way.Save("stream", model);
        }

        IEnumerable<string> Beyond(byte[] file) => bounds.Outside(file, step => step <= first);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void PyTorchGoesOnWhereFusedOptIs(string name, bool isDouble, int first)
    {
        using var scratch = new Scratch();
        LinearCase test = LinearCase.All[name];
        RunPyTorch("begin", scratch, test, isDouble, first);
        var bounds = new Bounds(scratch, isDouble, name => name == "weight" ? test.Weight : test.Bias, Last);

        IOptimizable model = isDouble ? test.Double() : test.Float();
        model.LoadCheckpoint(scratch["start.safetensors"], new() { Contents = CheckpointContents.Parameters });
        Gradients.Train(model, 1, first);
        byte[] given = Way.Save("path", model);
        Assert.Empty(Beyond(GoOn(given)));
        foreach (string part in first == 5 ? test.Counts : [])
            Assert.NotEmpty(Beyond(GoOn(Spoil(given, part))));

        byte[] GoOn(byte[] file)
        {
            File.WriteAllBytes(scratch["given.safetensors"], file);
            RunPyTorch("resume", scratch, test, isDouble, first);
            return File.ReadAllBytes(scratch["back.safetensors"]);
        }

        IEnumerable<string> Beyond(byte[] file) => bounds.Outside(file, step => step > first);
    }

    [Theory]
    [InlineData("Adam, AMSGrad", "weight.max_exp_avg_sq")]
    [InlineData("SGD, momentum", "bias.momentum_buffer")]
    public void AFileWithoutAStateIsRefused(string name, string state)
    {
        using var scratch = new Scratch();
        LinearCase test = LinearCase.All[name];
        RunPyTorch("begin", scratch, test, isDouble: false, 5);
        TensorFile file = TensorFile.Read(File.ReadAllBytes(scratch["half.safetensors"]));
        Assert.True(file.Tensors.Remove(state));
        var e = Assert.Throws<CheckpointException>(() => Way.Load("path", test.Float(), file.ToBytes()));
        Assert.Contains($"'{state}'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SgdWithoutDampeningTakesTheSameStepsAtEveryCount()
    {
        using var scratch = new Scratch();
        LinearCase test = LinearCase.All["SGD, momentum"];
        RunPyTorch("begin", scratch, test, isDouble: false, 5);
        byte[] half = File.ReadAllBytes(scratch["half.safetensors"]);
        Assert.Equal(GoOn(half), GoOn(Spoil(half, "step_count = 1000")));
        Assert.NotEqual(GoOn(half), GoOn(Spoil(half, "momentum_buffer")));

        double[] GoOn(byte[] file)
        {
            IOptimizable model = test.Float();
            Way.Load("path", model, file);
            Gradients.Train(model, 6, Last);
            TensorFile end = TensorFile.Read(Way.Save("path", model));
            return [.. Parameters.SelectMany(p => Bounds.Numbers(end.Tensors[p]))];
        }
    }

    private static void RunPyTorch(string mode, Scratch scratch, LinearCase test, bool isDouble, int first) => Python.RunCourse(
        scratch.Path, mode, test.Optimizer, isDouble ? "float64" : "float32", Text(first), Text(Last));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Zeros for a state, or another step count.
    private static byte[] Spoil(byte[] bytes, string part)
    {
        TensorFile file = TensorFile.Read(bytes);
        if (part.Split(" = ") is [string word, string value])
        {
            file.Metadata!["fusedopt." + word] = value;
        }
        else
        {
            foreach (string parameter in Parameters)
                Array.Clear(file.Tensors[$"{parameter}.{part}"].Bytes);
        }

        file.Metadata!.Remove("fusedopt.checksum");
        file.Metadata.Remove("fusedopt.format_version");
        return file.ToBytes();
    }
}
