using System;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace FusedOpt.Runtime.Tests.Threads;

/// <summary>One model, one step at a time: another one is refused before anything has changed.</summary>
public class ConcurrencyTests
{
    [Fact]
    public async Task AModelThatIsBeingSteppedIsRefused()
    {
        var model = new Counted((1, false));
        await During(model, () => AssertRefused("Counted", model));
        Assert.Equal(1, model.StepCount);
        model.Step();
        Assert.Equal(2, model.StepCount);
    }

    [Fact]
    public async Task SoIsOneThatHoldsIt()
    {
        var part = new Counted((1, false));
        var whole = new Counted((1, false)) { LearningRate = 0.25 };
        whole.Parts.Add(part);
        await During(part, () => AssertRefused("Counted.Parts[0]", whole));
        Assert.Equal((0, 0.0), (whole.StepCount, part.LearningRate));
        whole.Step();
        Assert.Equal((1, 2, 0.25), (whole.StepCount, part.StepCount, part.LearningRate));
    }

    [Fact]
    public async Task SoIsAPartOfOneAndAnotherThatHoldsThePart()
    {
        var part = new Counted((1, false));
        var one = new Counted((1, false));
        var other = new Counted((1, false));
        one.Parts.Add(part);
        other.Parts.Add(part);
        await During(one, () =>
        {
            AssertRefused("Counted", part);
            AssertRefused("Counted.Parts[0]", other);
            foreach (Counted model in (Counted[])[one, other, part])
                Assert.Throws<InvalidOperationException>(() => Visit(model));
        });
        AssertShown(other);
        other.Step();
        one.Step();
        part.Step();
        Assert.Equal((2, 1, 4), (one.StepCount, other.StepCount, part.StepCount));
    }

    [Fact]
    public async Task AModelThatIsNotAPartAnyMoreIsNotRefused()
    {
        var part = new Counted((1, false));
        var whole = new Counted((1, false));
        whole.Parts.Add(part);
        whole.Step();
        whole.Parts.Clear();
        await During(whole, part.Step);
        Assert.Equal(2, part.StepCount);
    }

    [Fact]
    public void AfterACheckThatFailedItIsNotRefused()
    {
        var part = new Counted((1, false)) { Checking = static () => throw new InvalidTimeZoneException() };
        var whole = new Counted((1, false));
        whole.Parts.Add(part);
        Assert.Throws<InvalidTimeZoneException>(whole.Step);
        Assert.Throws<InvalidTimeZoneException>(part.Step);
        Assert.Equal((0, 0), (whole.StepCount, part.StepCount));
        part.Checking = static () => { };
        part.Step();
        whole.Step();
        Assert.Equal((1, 2), (whole.StepCount, part.StepCount));
    }

    [Fact]
    public void AModelCannotStepItself()
    {
        var model = new Counted((1, false));
        model.Updating = _ =>
        {
            AssertRefused("Counted", model);

            // A look is no step.
            AssertShown(model);
        };
        model.Step();
        Assert.Equal(1, model.StepCount);
    }

    // Models that are written by hand have nothing to show.
    private static void AssertShown(Counted model) => Assert.Throws<NotSupportedException>(() => Visit(model));

    private static void Visit(Counted model)
    {
        var nothing = default(Nothing);
        ((IOptimizable)model).Visit(ref nothing);
    }

    private struct Nothing : IParameterVisitor
    {
        public readonly void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
        }

        public readonly void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }

    private static void AssertRefused(string name, Counted model) => Assert.Equal(
        $"{name} is being stepped, saved or loaded already, on another thread or by a model that holds it. Wait for that to end: "
            + "nothing else may be done with the model meanwhile.",
        Assert.Throws<InvalidOperationException>(model.Step).Message);

    // Acts while a step of the model, on another thread, has begun to update.
    private static async Task During(Counted model, Action act)
    {
        using var begun = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        model.Updating = _ =>
        {
            begun.Set();
            go.Wait();
        };
        Task step = Task.Run(model.Step);
        begun.Wait();
        try
        {
            act();
        }
        finally
        {
            model.Updating = static _ => { };
            go.Set();
            await step;
        }
    }
}
