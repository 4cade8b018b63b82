using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Trainer;
using Xunit;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>Every model of a tree has its own values in a file, whatever the models around it.</summary>
public class PartTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(0, 0)]
    public void PartsThatWaitForMicroBatchesKeepTheirGradients(int first, int second)
    {
        var model = new Adversaries();
        Step(model.First, first);
        Step(model.Second, second);
        model.Gradients.Table[2][1] = 5;
        foreach (string way in Way.All)
        {
            byte[] file = Way.Save(way, model);
            Assert.Equal(first + second > 0, TensorFile.Read(file).Tensors.ContainsKey("Shared.grad"));
            var loaded = new Adversaries();
            Way.Load(way, loaded, file);
            Assert.Equal((first, second), (loaded.First.MicroBatch, loaded.Second.MicroBatch));
            Assert.Equal(first + second > 0 ? model.Second.Gradients.Weights : new float[3], loaded.Second.Gradients.Weights);
            Assert.Equal(file, Way.Save(way, loaded));
        }

        static void Step(Adversary part, int times)
        {
            for (int i = 0; i < times; i++)
            {
                part.Gradients.Weights[i]++;
                part.Step();
            }
        }
    }

    [Fact]
    public void TheRuleOfADerivedClassIsThatOfTheWholeModel()
    {
        var model = new Branch();
        Course.Begin(model);
        Course.Run(model, 1, 3);
        Dictionary<string, string> metadata = TensorFile.Read(Way.Save("path", model)).Metadata!;
        Assert.Equal(["Adam", "Lion"], metadata["fusedopt.rule"].Split(" | ").Select(r => r.Split('(')[0]));
        Assert.Equal("1", metadata["fusedopt.prune_step"]);
        Assert.DoesNotContain("|", metadata["fusedopt.Part.rule"], StringComparison.Ordinal);
        Assert.DoesNotContain("fusedopt.Part.prune_step", metadata.Keys);
    }

    [Fact]
    public void ARateThatAClassCannotHaveIsNotTaken()
    {
        var planned = new Planned();
        Course.Run(planned, 1, 3);
        var unplanned = new Unplanned();
        Assert.NotEmpty(Load(unplanned, planned).Differences);
        Assert.Equal((0.25, 3), (unplanned.LearningRate, unplanned.StepCount));
        Course.Run(unplanned, 4, 5);
        Assert.All(unplanned.Weights.Cast<float>(), w => Assert.True(float.IsFinite(w)));

        // The other way round the schedule goes on.
        double rate = planned.LearningRate;
        Assert.NotEmpty(Load(planned, unplanned).Differences);
        Assert.NotEqual(0.25, planned.LearningRate);
        Assert.NotEqual(rate, planned.LearningRate);
        Assert.Equal(5, planned.StepCount);

        // A file of another program has no schedule to go on with.
        TensorFile foreign = TensorFile.Read(Way.Save("path", planned));
        foreign.Metadata = new() { ["fusedopt.step_count"] = "2", ["fusedopt.learning_rate"] = "scheduled" };
        Way.Load("path", unplanned, foreign.ToBytes());
        Assert.Equal((0.25, 2), (unplanned.LearningRate, unplanned.StepCount));
    }

    [Fact]
    public void AFileOfAPrunedClassFitsAClassThatIsNotAsFarAsItGoes()
    {
        var trimmed = new Trimmed();
        Course.Run(trimmed, 1, 3);
        var whole = new Unplanned();
        Assert.Throws<CheckpointException>(() => Way.Load("path", whole, Way.Save("path", trimmed)));
        Assert.Contains(Load(whole, trimmed).Differences, d => d.Contains("'Weights.prune_mask'", StringComparison.Ordinal));
        Assert.Equal(trimmed.Weights, whole.Weights);
        Load(trimmed, whole);
        Course.Run(trimmed, 4, 5);
    }

    [Fact]
    public void APartThatTheFileLacksStaysAsItIs()
    {
        var saved = new Holder();
        Course.Run(saved, 1, 5);
        var loaded = new Extended();
        Course.Run(loaded.Late, 1, 2);
        float[] before = [.. loaded.Late.First];
        CheckpointReport report = Load(loaded, saved);
        Assert.Contains("The file has nothing of 'Late'.", report.Differences);
        Assert.Equal((5, 5, 2), (loaded.StepCount, loaded.Part.StepCount, loaded.Late.StepCount));
        Assert.Equal(before, loaded.Late.First);
    }

    [Fact]
    public void AParameterThatIsNotLoadedKeepsItsMask()
    {
        var model = new Trimmed();
        Course.Run(model, 1, 3);
        TensorFile file = TensorFile.Read(Way.Save("path", model));
        file.Tensors.Remove("Weights");
        file.Metadata!.Remove("fusedopt.checksum");
        file.Metadata.Remove("fusedopt.format_version");
        float[,] before = (float[,])model.Weights.Clone();
        Way.Load("path", model, file.ToBytes(), new() { IsStrict = false });
        Assert.Equal(before, model.Weights);
        model.Gradients.Weights[0, 0] = model.Gradients.Weights[1, 1] = 0.5f;
        model.Step();
        Assert.Equal(before.Cast<float>().Select(w => w == 0), model.Weights.Cast<float>().Select(w => w == 0));
    }

    [Fact]
    public void TwoPartsOfOneNameAreRefused() => Assert.Contains(
        "Two models have the name 'Part'",
        Assert.Throws<CheckpointException>(() => Way.Save("path", new Namesakes())).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ParametersAreNotLoadedIntoAPartThatIsBeingEvaluated()
    {
        var tree = new NestedModel();
        byte[] file = Way.Save("path", tree);
        Course.Run(tree.Averaged, 1, 2);
        tree.Averaged.Evaluate();
        Assert.True(tree.IsTraining);
        Assert.Throws<InvalidOperationException>(
            () => Way.Load("path", tree, file, new() { Contents = CheckpointContents.Parameters }));
    }

    [Fact]
    public void TimesAreThoseThatWereWritten()
    {
        var metadata = new CheckpointMetadata
        {
            { "utc", new DateTime(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc) },
            { "local", new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Local) },
            { "plain", new DateTime(2026, 1, 2, 3, 4, 5) }, { "date", new DateOnly(2026, 3, 4) }, { "time", new TimeOnly(5, 6, 7, 89) },
        };
        Assert.Equal((DateTimeKind.Utc, 0), (metadata.Get<DateTime>("utc").Kind, metadata.Get<DateTime>("utc").Hour));
        Assert.Equal((DateTimeKind.Local, 3), (metadata.Get<DateTime>("local").Kind, metadata.Get<DateTime>("local").Hour));
        Assert.Equal((DateTimeKind.Unspecified, 3), (metadata.Get<DateTime>("plain").Kind, metadata.Get<DateTime>("plain").Hour));
        Assert.Equal(new DateOnly(2026, 3, 4), metadata.Get<DateOnly>("date"));
        Assert.Equal(new TimeOnly(5, 6, 7, 89), metadata.Get<TimeOnly>("time"));
    }

    private static CheckpointReport Load(IOptimizable model, IOptimizable saved) =>
        Way.Load("path", model, Way.Save("path", saved), new() { IsStrict = false });
}
