using System;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>
/// The loop in C over state in codes of 8 bits, on the very memory of a model of one tensor: tells what the code costs from what its
/// placement costs.
/// </summary>
internal sealed unsafe class CodesLoopInPlace(
    delegate* unmanaged[Cdecl]<float*, float*, byte*, float*, byte*, float*, nuint, double*, void> loop, IOptimizable model, int threads)
    : Contender(Column.Block8CInPlace)
{
    private readonly AdamFormula<float> _formula = new(weightDecay: 0);
    private long _step;

    public override void Run(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            _formula.Prepare(++_step, LearningRate);
            var stepping = new Stepping { Loop = loop, Threads = threads, Uniforms = _formula.Uniforms };
            model.Visit(ref stepping);
        }
    }

    // The memory is the model's, which looks after it.
    public override void Reset() => _step = 0;

    public override void Write(Gradients kind)
    {
    }

    // Takes the step when it has seen the last scales.
    private ref struct Stepping : IParameterVisitor
    {
        public delegate* unmanaged[Cdecl]<float*, float*, byte*, float*, byte*, float*, nuint, double*, void> Loop;
        public int Threads;
        public double[] Uniforms;

        private Span<float> _parameter, _gradient, _firstScales;
        private Span<byte> _first, _second;
        private int _seen;

        public void Parameter<TValue>(string name, Span<TValue> parameter, Span<TValue> gradient)
            where TValue : unmanaged
        {
            _parameter = MemoryMarshal.Cast<TValue, float>(parameter);
            _gradient = MemoryMarshal.Cast<TValue, float>(gradient);
        }

        public void State<TValue>(string parameter, string name, Span<TValue> state)
            where TValue : unmanaged
        {
            switch (_seen++)
            {
                case 0: _first = MemoryMarshal.AsBytes(state); break;
                case 1: _firstScales = MemoryMarshal.Cast<TValue, float>(state); break;
                case 2: _second = MemoryMarshal.AsBytes(state); break;
                default: Run(MemoryMarshal.Cast<TValue, float>(state)); break;
            }
        }

        private readonly void Run(Span<float> secondScales)
        {
            fixed (float* parameter = _parameter, gradient = _gradient, firstScales = _firstScales, otherScales = secondScales)
            fixed (byte* first = _first, second = _second)
            fixed (double* uniforms = Uniforms)
            {
                // Variables of a fixed statement cannot be captured.
                float* p = parameter, g = gradient, a = firstScales, b = otherScales;
                byte* m = first, v = second;
                double* u = uniforms;
                var run = Loop;
                int part = _parameter.Length / Threads;
                Parallel.For(0, Threads, i =>
                {
                    nint start = (nint)i * part;
                    run(p + start, g + start, m + start, a + start / 256, v + start, b + start / 256, (nuint)part, u);
                });
            }
        }
    }
}
