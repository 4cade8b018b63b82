using System;
using System.Numerics;
using System.Runtime.InteropServices;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>FusedOpt: a model with a generated step.</summary>
/// <param name="column">FusedOpt, or what it is compared with.</param>
/// <param name="model">The model.</param>
/// <param name="run">Takes steps of it; without, they are taken by interface.</param>
/// <param name="period">After how many steps all that it does has had its turn.</param>
internal sealed class Model<T>(Column column, IOptimizable model, Action<int>? run = null, int period = 1) : Contender(column)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int Period => period;

    public override double LearningRate
    {
        get => model.LearningRate;
        set => model.LearningRate = value;
    }

    public override void Run(int steps)
    {
        if (run is not null)
        {
            run(steps);
            return;
        }

        for (int i = 0; i < steps; i++)
            model.Step();
    }

    public override void Reset() => Fill(Slots.ParametersAndStates);

    public override void Write(Gradients kind) => Fill(Slots.Gradients, kind);

    private void Fill(Slots slots, Gradients kind = Gradients.Ordinary)
    {
        var filling = new Filling { Slots = slots, Kind = kind, Tensor = -1 };
        model.Visit(ref filling);
    }

    private enum Slots
    {
        ParametersAndStates,
        Gradients,
    }

    private struct Filling : IParameterVisitor
    {
        public Slots Slots;
        public Gradients Kind;
        public int Tensor;

        public void Parameter<TValue>(string name, Span<TValue> parameter, Span<TValue> gradient)
            where TValue : unmanaged
        {
            Tensor++;
            if (Slots == Slots.Gradients)
                Values.Gradients(Tensor, MemoryMarshal.Cast<TValue, T>(gradient), Kind);
            else
                Values.Parameters(Tensor, MemoryMarshal.Cast<TValue, T>(parameter));
        }

        public readonly void State<TValue>(string parameter, string name, Span<TValue> state)
            where TValue : unmanaged
        {
            if (Slots == Slots.ParametersAndStates)
                state.Clear();
        }
    }
}
