using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Trainer;
using Xunit;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>A model that is saved, loaded or stepped is neither moved, nor cleared, nor shown by anyone else.</summary>
public class HoldTests
{
    private static readonly Dictionary<string, Func<IOptimizable>> Makers = new()
    {
        ["class"] = () => new Averaged(),
        ["derived, with a base that moves"] = () => new Twig(),
        ["derived, with a base that does not move"] = () => new Moved(),
        ["record"] = () => new Noted(),
        ["structure"] = () => default(LineModel),
        ["memory of a manager"] = () => new Lent { Weights = new Lender().Memory },
        ["parts"] = () => new Grove(),
    };

    public static TheoryData<string> Names => [.. Makers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AModelThatIsBeingSavedOrLoaded(string name)
    {
        IOptimizable model = Makers[name]();
        byte[] training = Way.Save("stream", model);
        Probe(model, model, training);
        if (model.IsTraining)
            model.Evaluate();
        byte[] evaluation = Way.Save("stream", model);
        Probe(model, model, evaluation);

        // The control: the model is free again.
        AssertFree(model);
        Assert.Equal(name is "structure" or "memory of a manager", training.AsSpan().SequenceEqual(evaluation));
    }

    [Fact]
    public void APartOfAModelThatIsBeingSavedOrLoaded()
    {
        var whole = new Grove();
        Probe(whole, whole.Leaves[1], Way.Save("stream", whole));
        Probe(whole.Leaves[1], whole, Way.Save("stream", whole.Leaves[1]));
        var probe = new ProbingStream(() => Assert.Contains(
            "Grove.Leaves[1] is being",
            Assert.Throws<InvalidOperationException>(whole.ZeroGradients).Message,
            StringComparison.Ordinal));
        whole.Leaves[1].SaveCheckpoint(probe);

        // The control: another part is free.
        whole.Leaves[1].SaveCheckpoint(new ProbingStream(() => AssertFree(whole.Leaves[0])));
        AssertFree(whole);
    }

    [Fact]
    public void WhatReadsByAVisitorIsRefusedToo()
    {
        var model = new Declared();
        model.SaveCheckpoint(new ProbingStream(() =>
        {
            Refusal.AssertConcurrent(() => model.CopyParametersTo(new Declared()));
            Refusal.AssertConcurrent(() => model.StateSpan<float>("First", "exp_avg").Clear());
        }));
        model.CopyParametersTo(new Declared());
    }

    [Fact]
    public async Task AModelThatIsBeingSteppedOnAnotherThread()
    {
        var lender = new Lender();
        var model = new Lent { Weights = lender.Memory };
        Visit(model);
        int calls = 0;
        lender.Asked = () =>
        {
            calls++;

            // A wait without an end may run the task on this thread.
            Assert.True(Task.Run(() => AssertRefused(model)).Wait(TimeSpan.FromMinutes(1)));

            // The thread of the step itself may look: it knows what it does.
            AssertFree(model);
        };
        model.Step();
        Assert.Equal((1, 1), (calls, model.StepCount));
        await Task.Run(() => AssertFree(model));
    }

    [Fact]
    public void SeveralThreadsMayVisitAtOnce()
    {
        var model = new Grove();
        Parallel.For(0, 1000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(4, Visit(model)));
    }

    private static void Probe(IOptimizable held, IOptimizable called, byte[] file)
    {
        var save = new ProbingStream(() => AssertRefused(called));
        held.SaveCheckpoint(save);
        Assert.Equal(file, save.ToArray());
        var load = new ProbingStream(() => AssertRefused(called), file);
        held.LoadCheckpoint(load);
        Assert.True(save.Probes > 0 && load.Probes > 0);
        Assert.Equal(file, Way.Save("stream", held));
    }

    private static void AssertRefused(IOptimizable model)
    {
        Refusal.AssertConcurrent(model.ZeroGradients);
        Refusal.AssertConcurrent(() => { Visit(model); });
        if (model is not (LineModel or Lent))
            Refusal.AssertConcurrent(model.IsTraining ? model.Evaluate : model.Train);
    }

    private static void AssertFree(IOptimizable model)
    {
        model.ZeroGradients();
        Visit(model);
        bool isTraining = model.IsTraining;
        model.Train();
        model.Evaluate();
        if (isTraining)
            model.Train();
    }

    private static int Visit(IOptimizable model)
    {
        var count = new Counting([]);
        model.Visit(ref count);
        return count.Names.Count;
    }

    private readonly struct Counting(HashSet<string> names) : IParameterVisitor
    {
        public HashSet<string> Names => names;

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => names.Add(name);

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }

    private sealed class Lender : MemoryManager<float>
    {
        private readonly float[] _memory = [1, 2, 3];

        /// <summary>Called once, when the memory is asked for.</summary>
        public Action? Asked { get; set; }

        public override Span<float> GetSpan()
        {
            Action? asked = Asked;
            Asked = null;
            asked?.Invoke();
            return _memory;
        }

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
