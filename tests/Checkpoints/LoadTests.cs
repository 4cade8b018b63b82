using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using FusedOpt.Trainer;
using Xunit;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>A difference is named, with what the file has and what the model needs, before anything has changed.</summary>
public class LoadTests
{
    [Fact]
    public void EveryStateIsWithItsOwnNameWhateverTheOrderOfTheFields()
    {
        Declared saved = Trained(new Declared());
        var loaded = new Swapped();
        Way.Load("path", loaded, Save(saved));
        Assert.Equal((saved.First, saved.Second), (loaded.First, loaded.Second), Equal);
        Course.Run(saved, 4, 9);
        Course.Run(loaded, 4, 9);
        Assert.Equal((saved.First, saved.Second), (loaded.First, loaded.Second), Equal);
        Assert.NotEqual(saved.First, saved.Second);

        static bool Equal((float[] First, float[] Second) a, (float[] First, float[] Second) b) =>
            a.First.SequenceEqual(b.First) && a.Second.SequenceEqual(b.Second);
    }

    [Fact]
    public void AFieldOfAnotherNameIsNamedWithItsNeighbour() => AssertRefused(
        new Renamed(),
        Save(Trained(new Declared())),
        "The model needs the entry 'Seconds', and the file has none. The file has 'Second'.",
        "The file has the entry 'Second', and the model has none.");

    [Fact]
    public void TheShapeOfTheFileComesFirst() => AssertRefused(
        new Sized(18290, 30),
        Save(new Sized(51, 30)),
        "The file has 'Table' with the shape [51, 30], and the model needs [18290, 30].");

    [Fact]
    public void AnotherHyperparameterIsNamed() => AssertRefused(
        new Tuned(), Save(new Declared()), "The file was written with beta1 = 0.9, and the model has beta1 = 0.8 (Adam(beta1 = 0.8, ");

    [Fact]
    public void AnotherRuleIsNamed() => AssertRefused(
        new Ruled(), Save(new Declared()), "The file was written with Adam(", ", and the model has Lion(");

    [Fact]
    public void AnAttributeThatChangesTrainingIsNamed()
    {
        // Nothing is pruned yet, so that no mask is in the files: the attributes alone differ.
        AssertRefused(
            new SparseTable(), Save(new DenseTable()), "written without Table: sparseGradient = true, which the model has");
        AssertRefused(
            new DenseTable(), Save(new SparseTable()), "written with Table: sparseGradient = true, which the model does not have");
        AssertRefused(
            new PrunedPair(), Save(new DensePair()), "written with Second: keepDense = true, which the model does not have");
        AssertRefused(
            new DensePair(), Save(new PrunedPair()), "written without Second: keepDense = true, which the model has");

        // The controls: the same class, a difference that is admitted, and an attribute that changes nothing, since no bias is pruned.
        Way.Load("path", new SparseTable(), Save(new SparseTable()));
        Assert.Single(Way.Load("path", new DenseTable(), Save(new SparseTable()), new() { IsStrict = false }).Differences);
        Assert.DoesNotContain("Bias", TensorFile.Read(Save(new DensePair())).Metadata!["fusedopt.rule"], StringComparison.Ordinal);
        Way.Load("path", new DenseTable(), Save(new SparseTable()), new() { Contents = CheckpointContents.Parameters });
    }

    [Fact]
    public void StateOfAnotherTypeIsNotConvertedUnlessAskedFor()
    {
        byte[] file = Save(Trained(new Narrow()));
        AssertRefused(
            new Declared(), file, "The file has 'First.exp_avg' with elements of BF16, and the model needs F32. ConvertsTypes converts");
        var loaded = new Declared();
        CheckpointReport report = Way.Load("path", loaded, file, new() { ConvertsTypes = true, IsStrict = false });
        Assert.Contains("State(seed = 0)", Assert.Single(report.Differences), StringComparison.Ordinal);
        ReadOnlySpan<ushort> bits = MemoryMarshal.Cast<byte, ushort>(TensorFile.Read(file).Tensors["First.exp_avg"].Bytes);
        float[] expected = [.. bits.ToArray().Select(b => BitConverter.UInt32BitsToSingle((uint)b << 16))];
        Assert.Equal(expected, loaded.StateSpan<float>("First", "exp_avg"));
        Assert.DoesNotContain(0f, expected);
    }

    [Fact]
    public void ElementsAreRoundedToNearest()
    {
        // A float between two of the other type, and the two on its sides; ties go to even.
        var file = new TensorFile();
        double[] values = [1 + (1.0 / 2048), 1 + (3.0 / 2048), -1e-9];
        file.Tensors["Single"] = ("F64", [3], [.. MemoryMarshal.AsBytes<double>([1 + 1e-9, double.NaN, 1e300])]);
        file.Tensors["Double"] = ("F32", [3], [.. MemoryMarshal.AsBytes<float>([0.1f, float.NegativeInfinity, 3])]);
        file.Tensors["Half"] = ("F64", [3], [.. MemoryMarshal.AsBytes<double>(values)]);
        var model = new Typed();
        Way.Load("path", model, file.ToBytes(), new() { Contents = CheckpointContents.Parameters, ConvertsTypes = true });
        Assert.Equal([1f, float.NaN, float.PositiveInfinity], model.Single);
        Assert.Equal([(double)0.1f, double.NegativeInfinity, 3], model.Double);
        Assert.Equal([(Half)1, (Half)(1 + (4.0 / 2048)), -Half.Zero], model.Half);
    }

    [Fact]
    public void WhatFitsIsLoadedWhereThatIsAskedFor()
    {
        Declared saved = Trained(new Declared());
        var loaded = new Renamed();
        CheckpointReport report = Way.Load("path", loaded, Save(saved), new() { IsStrict = false });
        Assert.Equal(saved.First, loaded.First);
        Assert.Equal(new float[3], loaded.Seconds);
        Assert.Equal(3, loaded.StepCount);
        Assert.Equal(2, report.Differences.Count);

        // The control: nothing differs where everything fits.
        Assert.Empty(Way.Load("path", new Declared(), Save(saved), new() { IsStrict = false }).Differences);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryTypeHasTheSameOutcomeInEveryWay(string type, int bits)
    {
        var file = new TensorFile();
        foreach (string name in (string[])["Single", "Double", "Half"])
            file.Tensors[name] = (type, [3], new byte[(3 * bits + 7) / 8]);
        if (bits % 8 != 0)
            file.Tensors["Single"] = (type, [8], new byte[bits]);
        string[] outcomes = [.. Way.All.Select(way => Outcome(way, file.ToBytes())).Distinct()];
        string outcome = Assert.Single(outcomes);
        Assert.True(
            bits % 8 != 0 || outcome.Contains($"elements of {type}, and the model needs", StringComparison.Ordinal), outcome);

        string Outcome(string way, byte[] bytes)
        {
            var options = new CheckpointLoadOptions { Contents = CheckpointContents.Parameters };
            string message = Assert.Throws<CheckpointException>(() => Way.Load(way, new Typed(), bytes, options)).Message;
            return message.Split("cannot be loaded. ")[^1];
        }
    }

    public static TheoryData<string, int> Types
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach ((int bits, string[] names) in (ReadOnlySpan<(int, string[])>)
                [
                    (8, ["BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ"]),
                    (16, ["I16", "U16", "F16", "BF16"]), (32, ["I32", "U32", "F32"]), (64, ["C64", "F64", "I64", "U64"]),
                    (4, ["F4"]), (6, ["F6_E2M3", "F6_E3M2"]),
                ])
            {
                foreach (string name in names)
                    data.Add(name, bits);
            }

            return data;
        }
    }

    [Theory]
    [InlineData(CheckpointContents.Training, "It has no fusedopt.step_count in its metadata")]
    [InlineData(CheckpointContents.Parameters, null)]
    public void AFileOfAnotherProgramHasParameters(CheckpointContents contents, string? problem)
    {
        TensorFile file = TensorFile.Read(Save(Trained(new Declared())));
        foreach (Dictionary<string, string>? metadata in (Dictionary<string, string>?[])[null, [], new() { ["format"] = "pt" }])
        {
            file.Metadata = metadata;
            if (problem is not null)
            {
                AssertRefused(new Declared(), file.ToBytes(), problem);
                continue;
            }

            var model = new Declared();
            CheckpointReport report = Way.Load("path", model, file.ToBytes(), new() { Contents = contents });
            Assert.Equal(MemoryMarshal.Cast<byte, float>(file.Tensors["First"].Bytes), model.First);
            Assert.Equal((0, metadata?.Count ?? 0), (model.StepCount, report.Metadata.Count));
        }
    }

    [Fact]
    public void ParametersAloneLeaveTheRestAsItWas()
    {
        Declared saved = Trained(new Declared());
        var model = new Declared { LearningRate = 0.5 };
        Way.Load("path", model, Save(saved), new() { Contents = CheckpointContents.Parameters });
        Assert.Equal(saved.First, model.First);
        Assert.Equal((0L, 0.5, 0f), (model.StepCount, model.LearningRate, model.StateSpan<float>("First", "exp_avg")[0]));

        // A file of the parameters alone cannot be resumed from.
        byte[] parameters = Way.Save("path", saved, new() { Contents = CheckpointContents.Parameters });
        Assert.Equal(["First", "Second"], TensorFile.Read(parameters).Tensors.Keys.Order());
        AssertRefused(new Declared(), parameters, "It has the parameters alone, and no state of the optimizer");
    }

    [Fact]
    public void AnAverageIsLoadedWhereItIsAskedFor()
    {
        var model = new Averaged();
        Course.Run(model, 1, 5);
        float[] raw = [.. model.Weights], average = model.StateSpan<float>("Weights", "ema_average").ToArray();
        byte[] training = Save(model);
        model.Evaluate();
        byte[] evaluation = Save(model);
        Assert.NotEqual(raw, average);
        Assert.Equal(raw, Loaded(training, null));
        Assert.Equal(average, Loaded(training, "ema_average"));
        Assert.Equal(average, Loaded(evaluation, null));
        Assert.Equal(raw, Loaded(evaluation, "ema_average"));
        Assert.Equal("true", TensorFile.Read(evaluation).Metadata!["fusedopt.in_evaluation"]);

        Assert.Contains(
            "The model needs the entry 'Weights.swa_average', and the file has none.",
            Assert.Throws<CheckpointException>(() => Loaded(training, "swa_average")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Way.Load("path", model, training, new() { ParametersFrom = "ema_average" }));
        Assert.Throws<InvalidOperationException>(
            () => Way.Load("path", model, training, new() { Contents = CheckpointContents.Parameters }));

        static float[] Loaded(byte[] file, string? state)
        {
            var loaded = new Averaged();
            Way.Load("path", loaded, file, new() { Contents = CheckpointContents.Parameters, ParametersFrom = state });
            return loaded.Weights;
        }
    }

    [Fact]
    public void TrainingGoesOnAfterAnEvaluationInAnotherProcess()
    {
        var whole = new Averaged();
        Course.Run(whole, 1, 5);
        byte[] before = Save(whole);
        whole.Evaluate();
        byte[] file = Save(whole);
        whole.Train();
        Assert.Equal(before, Save(whole));

        var resumed = new Averaged();
        Way.Load("path", resumed, file);
        Assert.False(resumed.IsTraining);
        Assert.Throws<InvalidOperationException>(resumed.Step);
        resumed.Train();
        Course.Run(whole, 6, 9);
        Course.Run(resumed, 6, 9);
        Assert.Equal(Save(whole), Save(resumed));
    }

    [Fact]
    public void ALaterVersionOfTheFormatIsRefusedByItsNumber() => AssertRefused(
        new Declared(),
        Altered(m => m["fusedopt.format_version"] = "2"),
        "It has version 2 of the format, and this version of FusedOpt reads version 1");

    [Theory]
    [InlineData("fusedopt.step_count", "-1", "is not a step count")]
    [InlineData("fusedopt.step_count", "1.5", "is not a whole number")]
    [InlineData("fusedopt.step_count", "99999999999999999999", "is not a whole number")]
    [InlineData("fusedopt.learning_rate", "NaN", "is not a learning rate")]
    [InlineData("fusedopt.learning_rate", "fast", "is not a number")]
    [InlineData("fusedopt.learning_rat", "1", "The file has the metadata 'fusedopt.learning_rat', which no model has.")]
    [InlineData("fusedopt.Haed.step_count", "1", "The file has the model 'Haed', and here is none of that name.")]
    public void MetadataThatAreNoneOfTheirKindAreNamed(string name, string value, string problem)
    {
        byte[] file = Altered(m =>
        {
            m[name] = value;
            m.Remove("fusedopt.format_version");
            m.Remove("fusedopt.checksum");
        });
        AssertRefused(new Declared(), file, name.Split('.')[1], problem);
    }

    [Fact]
    public void AValueThatHasChangedIsFound()
    {
        AssertRefused(new Declared(), Altered(m => m["fusedopt.step_count"] = "4"), "It is damaged: its checksum is crc32c:");
        AssertRefused(new Declared(), Altered(m => m["fusedopt.learning_rate"] = "0.002"), "It is damaged");
        AssertRefused(new Declared(), Altered(m => m.Remove("fusedopt.checksum")), "It is damaged: it has no fusedopt.checksum");
        AssertRefused(new Declared(), Altered(m => m["epoch"] = "2"), "It is damaged");

        // The control: another order of the metadata is no damage.
        TensorFile other = TensorFile.Read(Save(Trained(new Declared())));
        other.Metadata = other.Metadata!.Reverse().ToDictionary();
        Assert.NotEqual(Save(Trained(new Declared())), other.ToBytes());
        Way.Load("path", new Declared(), other.ToBytes());
    }

    [Fact]
    public void TensorsInAnyOrderAreRead()
    {
        Uneven saved = Trained(new Uneven());
        TensorFile file = TensorFile.Read(Save(saved));
        var reversed = new TensorFile { Metadata = file.Metadata };
        foreach ((string name, (string, long[], byte[]) tensor) in file.Tensors.Reverse())
            reversed.Tensors.Add(name, tensor);
        var loaded = new Uneven();
        Way.Load("path", loaded, reversed.ToBytes());
        Assert.Equal(Save(saved), Save(loaded));
    }

    [Fact]
    public void MapsOfNamesGoByTheLongestBeginning()
    {
        Holder saved = Trained(new Holder());
        var names = new Dictionary<string, string>
        {
            ["Part"] = "part", ["Part.Second"] = "part.b", ["Parts[0].First"] = "zero", ["Parts"] = "parts",
        };
        byte[] file = Way.Save("path", saved, new() { Names = names });
        Assert.Equal(
            ["part.First", "part.b", "parts[0].Second", "parts[1].First", "parts[1].Second", "zero"],
            TensorFile.Read(file).Tensors.Keys.Where(k => !k.Contains("exp_avg", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal("3", TensorFile.Read(file).Metadata!["fusedopt.part.step_count"]);
        var loaded = new Holder();
        Way.Load("path", loaded, file, new() { Names = names });
        Assert.Equal(Save(saved), Save(loaded));

        // The empty name is that of the whole model.
        var under = new Dictionary<string, string> { [""] = "bert", ["Parts"] = "parts" };
        byte[] prefixed = Way.Save("path", saved, new() { Names = under });
        Assert.Contains("bert.Part.First", TensorFile.Read(prefixed).Tensors.Keys);
        Assert.Contains("parts[0].First", TensorFile.Read(prefixed).Tensors.Keys);
        Way.Load("path", loaded, prefixed, new() { Names = under });

        ArgumentException wrong = Assert.Throws<ArgumentException>(
            () => Way.Load("path", loaded, file, new() { Names = new Dictionary<string, string>(names) { ["Prat"] = "part" } }));
        Assert.Contains("'Prat'", wrong.Message, StringComparison.Ordinal);
    }

    private static byte[] Save(IOptimizable model) => Way.Save("stream", model);

    private static byte[] Altered(Action<Dictionary<string, string>> alter)
    {
        TensorFile file = TensorFile.Read(Save(Trained(new Declared())));
        alter(file.Metadata!);
        return file.ToBytes();
    }

    private static TModel Trained<TModel>(TModel model)
        where TModel : IOptimizable
    {
        Course.Begin(model);
        Course.Run(model, 1, 3);
        return model;
    }

    private static void AssertRefused(IOptimizable model, byte[] file, params string[] problems)
    {
        Course.Run(model, 1, 2);
        byte[] before = Save(model);
        foreach (string way in Way.All)
        {
            string message = Assert.Throws<CheckpointException>(() => Way.Load(way, model, file)).Message;
            Assert.All(problems, p => Assert.Contains(p, message, StringComparison.Ordinal));
            Assert.Equal(before, Save(model));
        }
    }
}
