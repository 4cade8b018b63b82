using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FusedOpt.Trainer;
using Xunit;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>Training that is interrupted takes the same steps as training that is not, bit for bit.</summary>
public class ResumeTests
{
    private const int Last = 13;

    public static TheoryData<string> Models => [.. Catalogue.Models.Keys];

    // 0: before the first step. 3: before a loss scale doubles, and the first step that prunes. 6: the second of four micro-batches, and
    // the step before the schedule jumps. 7: the step of the jump. 12: one step before the end.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(12)]
    public void EveryModelGoesOnInAnotherProcess(int first)
    {
        using var scratch = new Scratch();
        TrainerProcess.Run("save", scratch.Path, $"{first}");
        Assert.Equal(Undisturbed.Value, TrainerProcess.Run("resume", scratch.Path, $"{first}", $"{Last}"));
    }

    [Fact]
    public void ADigestTellsEverythingThatACheckpointKeeps()
    {
        // The control: each model ends elsewhere if one step is left out, or if its state does not come along.
        using var scratch = new Scratch();
        TrainerProcess.Run("save", scratch.Path, "6");
        IReadOnlyList<string> late = TrainerProcess.Run("resume", scratch.Path, "7", $"{Last}");
        Assert.Equal(Catalogue.Models.Count, Undisturbed.Value.Count);
        Assert.Equal(Catalogue.Models.Count, late.Count);
        Assert.Empty(Undisturbed.Value.Intersect(late));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void EveryWayOfSavingAndLoadingDoesTheSame(string name)
    {
        IOptimizable model = Train(name, 6);
        byte[] file = Way.Save("stream", model);
        foreach (string way in Way.All)
        {
            Assert.Equal(file, Way.Save(way, model));
            IOptimizable loaded = Catalogue.Models[name]();
            Way.Load(way, loaded, file);
            Assert.Equal(file, Way.Save("stream", loaded));
        }

        // The control: a model that has not been loaded is saved as another file.
        Assert.NotEqual(file, Way.Save("stream", Catalogue.Models[name]()));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void AModelThatHasBeenTrainedIsTakenBack(string name)
    {
        IOptimizable model = Train(name, 6);
        byte[] file = Way.Save("stream", model);
        Course.Run(model, 7, Last);
        string end = Course.Digest(model);
        Way.Load("stream", model, file);
        Assert.Equal(file, Way.Save("stream", model));
        Course.Run(model, 7, Last);
        Assert.Equal(end, Course.Digest(model));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void AScheduleGoesOnWhereItWas(int first)
    {
        var whole = new ScheduledModel();
        Course.Run(whole, 1, first);
        var resumed = new ScheduledModel();
        Way.Load("path", resumed, Way.Save("path", whole));
        for (int step = first + 1; step <= 9; step++)
        {
            Assert.Equal(whole.LearningRate, resumed.LearningRate);
            Course.Run(whole, step, step);
            Course.Run(resumed, step, step);
        }

        // A rate that has been set takes the place of the schedule in the resumed run, too.
        whole.LearningRate = 0.25;
        Way.Load("path", resumed, Way.Save("path", whole));
        Assert.Equal(0.25, resumed.LearningRate);
        Course.Run(resumed, 10, 10);
        Assert.Equal(0.25, resumed.LearningRate);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StateThatBeginsAtTheRateFollowsTheRateUntilTheFirstStep(bool isWritten)
    {
        // The rate changes before the save, and after it.
        var whole = new RpropModel { LearningRate = 0.05 };
        if (isWritten)
            whole.StateSpan<float>("Weights", "step_size")[3] = 7;
        foreach (string way in Way.All)
        {
            // A model that has stood at another rate, and one that has gone on.
            RpropModel[] models = [new(), new() { LearningRate = 0.2 }, new()];
            Course.Run(models[2], 1, 3);
            foreach (RpropModel resumed in models)
            {
                Way.Load(way, resumed, Way.Save(way, whole));
                Assert.Equal(isWritten ? 7 : 0.05f, resumed.StateSpan<float>("Weights", "step_size")[3]);
                foreach (double rate in (double[])[0.25, 0.125])
                {
                    resumed.LearningRate = rate;
                    Assert.Equal(isWritten ? 0.05 : rate, resumed.StateSpan<float>("Weights", "step_size")[0], 1e-8);
                    Assert.Equal(isWritten ? 7 : (float)rate, resumed.StateSpan<float>("Weights", "step_size")[3]);
                }

                // The control: state follows no longer when a step has been taken.
                Course.Run(resumed, 1, 1);
                float after = resumed.StateSpan<float>("Weights", "step_size")[0];
                resumed.LearningRate = 1;
                Assert.Equal(after, resumed.StateSpan<float>("Weights", "step_size")[0]);
            }
        }
    }

    [Fact]
    public void GradientsOfAModelThatIsLoadedAreZero()
    {
        byte[] file = Way.Save("stream", new Holder());
        var model = new Holder();
        model.Parts[1].Gradients.First[2] = 1;
        Way.Load("stream", model, file, new() { Contents = CheckpointContents.Parameters });
        Assert.Equal(1, model.Parts[1].Gradients.First[2]);
        Way.Load("stream", model, file);
        Assert.Equal(0, model.Parts[1].Gradients.First[2]);
    }

    [Fact]
    public void ALossScaleDoublesAtTheSameStep()
    {
        // The scale is halved in step 2 and doubles after every third good step.
        GuardedModel whole = Begun(new GuardedModel());
        Course.Run(whole, 1, 4);
        var resumed = new GuardedModel();
        Way.Load("path", resumed, Way.Save("path", whole));
        Assert.Equal((512, 1, whole.GradientNorm), (resumed.LossScale, resumed.SkippedSteps, resumed.GradientNorm));
        Assert.NotEqual(0, whole.GradientNorm);
        Course.Run(resumed, 5, 5);
        Assert.Equal(1024, resumed.LossScale);
    }

    [Fact]
    public void MicroBatchesThatHaveComeAreNotLost()
    {
        MicroBatchModel whole = Begun(new MicroBatchModel());
        Course.Run(whole, 1, 6);
        var resumed = new MicroBatchModel();
        byte[] file = Way.Save("path", whole);
        Way.Load("path", resumed, file);
        Assert.Equal((2, 1), (resumed.MicroBatch, (int)resumed.StepCount));
        Assert.Equal(whole.Gradients.Weights, resumed.Gradients.Weights);
        Assert.Equal(whole.Gradients.Table.Rows, resumed.Gradients.Table.Rows);
        Assert.Equal(whole.Gradients.Table.Values, resumed.Gradients.Table.Values);
        Assert.Contains("Table.grad_rows", TensorFile.Read(file).Tensors.Keys);

        // After a step there are no gradients to be kept, and those that a model has are those of another run.
        Course.Run(whole, 7, 8);
        file = Way.Save("path", whole);
        Assert.DoesNotContain("Weights.grad", TensorFile.Read(file).Tensors.Keys);
        Way.Load("path", resumed, file);
        Assert.All(resumed.Gradients.Weights, g => Assert.Equal(0, g));
        Assert.Equal(0, resumed.Gradients.Table.Count);
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L)]
    [InlineData(1L << 31)]
    [InlineData((1L << 53) + 1)]
    public void StepCountsOfEverySizeAreKept(long count)
    {
        var model = new AdamModel();
        TensorFile file = TensorFile.Read(Way.Save("stream", model));
        file.Metadata!["fusedopt.step_count"] = $"{count}";
        file.Metadata.Remove("fusedopt.checksum");
        file.Metadata.Remove("fusedopt.format_version");
        Way.Load("path", model, file.ToBytes());
        Assert.Equal(count, model.StepCount);
        Assert.Equal($"{count}", TensorFile.Read(Way.Save("stream", model)).Metadata!["fusedopt.step_count"]);
    }

    private static readonly Lazy<IReadOnlyList<string>> Undisturbed = new(() => TrainerProcess.Run("train", $"{Last}"));

    private static IOptimizable Train(string name, int steps)
    {
        IOptimizable model = Begun(Catalogue.Models[name]());
        Course.Run(model, 1, steps);
        return model;
    }

    private static TModel Begun<TModel>(TModel model)
        where TModel : IOptimizable
    {
        Course.Begin(model);
        return model;
    }
}
