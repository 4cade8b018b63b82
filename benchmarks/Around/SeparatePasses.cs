using System;
using System.Runtime.InteropServices;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Models;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Around;

/// <summary>FusedOpt's plain step, and what a feature does in passes of their own.</summary>
/// <param name="column">The column of the table.</param>
/// <param name="length">The number of parameters.</param>
/// <param name="passes">The passes; null for the plain step alone.</param>
/// <param name="period">The number of steps after which each of the passes has had its turn.</param>
internal sealed class SeparatePasses(Column column, int length, Passes? passes = null, int period = 1) : Rival<float>(column)
{
    private readonly AdamModel _model = new(length);

    public override int Period => period;

    public override double LearningRate
    {
        get => _model.LearningRate;
        set => _model.LearningRate = value;
    }

    /// <summary>The number of the step that is taken, from 1.</summary>
    public long Step => StepCount;

    /// <summary>The parameters.</summary>
    public Span<float> Weights => _model.Weights;

    /// <summary>The gradients of the parameters.</summary>
    public Span<float> Gradients => _model.Gradients.Weights;

    /// <summary>The memory that the passes have beside the parameters.</summary>
    public float[] Extra { get; } = passes?.Start is null ? [] : new float[length];

    public override void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            StepCount++;
            if (passes?.Before is { } before && !before(this))
            {
                StepCount--;
                continue;
            }

            _model.Step();
            passes?.After?.Invoke(this);
        }
    }

    public override void Reset()
    {
        StepCount = 0;
        new Model<float>(Column, _model).Reset();
        passes?.Start?.Invoke(this);
    }

    public override void Write(Gradients kind) => Values.Gradients(0, Gradients, kind);

    public override Tolerance Tolerance(int length) => passes?.Tolerance?.Invoke(length) ?? default;

    public override ReadOnlySpan<float> Parameter(int tensor) => Weights;

    public override ReadOnlySpan<float> Gradient(int tensor) => Gradients;

    public override ReadOnlySpan<float> State(int tensor, int slot)
    {
        var state = new NthState(slot);
        ((IOptimizable)_model).Visit(ref state);
        return state.Values.IsEmpty ? Extra : state.Values;
    }

    private ref struct NthState(int slot) : IParameterVisitor
    {
        private int _slots;

        public Span<float> Values;

        public readonly void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
        }

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
            if (_slots++ == slot)
                Values = MemoryMarshal.Cast<T, float>(state);
        }
    }
}
