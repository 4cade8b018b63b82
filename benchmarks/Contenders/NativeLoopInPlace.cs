using System;
using System.Numerics;
using System.Runtime.InteropServices;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>A loop in C, on the very memory of a model of one tensor: tells what the code costs from what its placement costs.</summary>
internal sealed unsafe class NativeLoopInPlace<T>(nint loop, Formula<T> formula, IOptimizable model) : Contender(Column.ExactCInPlace)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private long _step;

    public override void Run(int steps)
    {
        var stepping = new Stepping { Loop = loop, Formula = formula, First = _step + 1, Steps = steps, LearningRate = LearningRate };
        model.Visit(ref stepping);
        _step += steps;
    }

    // The memory is the model's, which looks after it.
    public override void Reset() => _step = 0;

    public override void Write(Gradients kind)
    {
    }

    // Takes the steps when it has seen the last slot.
    private ref struct Stepping : IParameterVisitor
    {
        public nint Loop;
        public Formula<T> Formula;
        public long First;
        public int Steps;
        public double LearningRate;

        private Span<T> _parameter, _gradient, _firstState;
        private int _states;

        public void Parameter<TValue>(string name, Span<TValue> parameter, Span<TValue> gradient)
            where TValue : unmanaged
        {
            _parameter = MemoryMarshal.Cast<TValue, T>(parameter);
            _gradient = MemoryMarshal.Cast<TValue, T>(gradient);
        }

        public void State<TValue>(string parameter, string name, Span<TValue> state)
            where TValue : unmanaged
        {
            Span<T> elements = MemoryMarshal.Cast<TValue, T>(state);
            if (++_states == 1)
                _firstState = elements;
            if (_states == Formula.States)
                Run(_states == 2 ? elements : default);
        }

        private readonly void Run(Span<T> secondState)
        {
            var run = (delegate* unmanaged[Cdecl, SuppressGCTransition]<T*, T*, T*, T*, nuint, double*, void>)Loop;
            fixed (T* parameter = _parameter, gradient = _gradient, first = _firstState, second = secondState)
            fixed (double* uniforms = Formula.Uniforms)
            {
                for (int step = 0; step < Steps; step++)
                {
                    Formula.Prepare(First + step, LearningRate);
                    run(parameter, gradient, first, second, (nuint)_parameter.Length, uniforms);
                }
            }
        }
    }
}
