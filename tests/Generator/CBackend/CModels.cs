using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Frontend;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Tests.Infrastructure;
using FusedOpt.Generator.Tests.Lines;
using FusedOpt.Numerics.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Tests.CBackend;

/// <summary>Generated classes, stepped beside their kernels in C.</summary>
internal sealed class CModels
{
    private const int Steps = 4;
    private const int Longest = 1300;

    private readonly string[] _attributes;
    private readonly Assembly _assembly;
    private readonly CompiledModel[] _models;
    private readonly Dictionary<KernelIr, string> _names = [];
    private readonly string _source;

    /// <param name="attributes">The attributes of each class.</param>
    public CModels(string[] attributes)
    {
        const string Usings = "using FusedOpt;\nusing FusedOpt.Transforms;\nusing FusedOpt.Averages;\n";
        string source = Usings + string.Concat(attributes.Select((attribute, i) => $$"""
            [{{attribute}}]
            public partial class Model{{i}}
            {
                public float[] Vector = new float[{{Longest}}];
                [Parameter(24, 40)] public float[] Matrix = new float[960];
                public double[] Wide = new double[700];
                [Parameter(7, 5)] public double[] WideMatrix = new double[35];
                public float Scalar;
            }

            """));
        var compilation = Testbed.Compile(source);
        _attributes = attributes;
        _assembly = LineRun.Load(source);
        CompiledModel Compile(string name)
        {
            INamedTypeSymbol type = compilation.GetTypeByMetadataName(name)!;
            return TargetCompiler.Compile(TargetReader.Read(type, compilation, new DiagnosticBag(), CancellationToken.None)!);
        }

        _models = [.. attributes.Select((_, i) => Compile($"Model{i}"))];
        var writer = new SourceWriter();
        foreach (KernelIr kernel in _models.SelectMany(m => m.Kernels).Distinct())
        {
            _names.Add(kernel, FormattableString.Invariant($"kernel{_names.Count}"));
            CKernelPrinter.Print(writer, kernel, _names[kernel]);
        }

        _source = CKernelPrinter.Prelude + writer;
    }

    private delegate void Function(
        nint arrays, nint axes, nint tensors, nint length, nint rows, nint columns, double learningRate, long step, double gradientScale,
        [MarshalAs(UnmanagedType.U1)] bool zeroes, [MarshalAs(UnmanagedType.U1)] bool cached);

    /// <summary>The number of kernels.</summary>
    public int Kernels => _names.Count;

    /// <summary>Returns where the classes depart from their kernels in C.</summary>
    /// <param name="change">A change to the C, for controls.</param>
    public string[] Differences(Func<string, string>? change = null)
    {
        using var library = new CLibrary(change?.Invoke(_source) ?? _source);
        Dictionary<KernelIr, Function> functions = _names.ToDictionary(n => n.Key, n => library.Find<Function>(n.Value));
        var differences = new List<string?>();
        for (int i = 0; i < _models.Length; i++)
        {
            differences.Add(Difference(i, functions, Inputs.Ordinary, cached: false));
            differences.Add(Difference(i, functions, Inputs.Ordinary, cached: true));
            differences.Add(Difference(i, functions, Inputs.Hostile, cached: false));
        }

        return [.. differences.OfType<string>()];
    }

    private string? Difference(int number, Dictionary<KernelIr, Function> functions, Inputs inputs, bool cached)
    {
        CompiledModel compiled = _models[number];
        var model = (IOptimizable)Activator.CreateInstance(_assembly.GetType($"Model{number}")!)!;

        // Of sums that leave the range the C knows nothing, and a guard takes no step with them.
        bool IsCompared(int p) => inputs != Inputs.Hostile || !compiled.Parameters[p].Kernels.All.Any(k => k.HasTensorValues);
        int[] compared = [.. Enumerable.Range(0, compiled.Parameters.Count).Where(IsCompared)];
        if (inputs == Inputs.Hostile && model.Guard is not null)
            return null;
        Writer.Parameters(model, Values.Fill(Longest, seed: 7, inputs));
        Memory expected = Memory.Of(model);
        for (int step = 1; step <= Steps; step++)
        {
            Writer.Gradients(model, Values.Fill(Longest, seed: 100 + step, inputs));
            Memory given = Memory.Of(model);
            foreach (string key in given.Arrays.Keys.Where(k => k.EndsWith("/gradient", StringComparison.Ordinal)))
                expected.Arrays[key] = given.Arrays[key];
            bool zeroes = step % 2 == 0;
            if (zeroes)
                model.StepAndZeroGradients();
            else
                model.Step();
            double scale = model.Guard is { } guard ? Math.Min(guard.MaxNorm / (guard.LastNorm + 1e-6), 1) : 1;
            string? difference = After("step", k => k.Update);
            if (difference is null && compiled.Parameters[0].Kernels.Evaluate is not null)
            {
                (zeroes, scale) = (false, 1);
                model.Evaluate();
                difference = After("evaluation", k => k.Evaluate!);
                model.Train();
                difference ??= After("training", k => k.Train!);
            }

            if (difference is not null)
                return difference;

            string? After(string what, Func<KernelSet<KernelIr>, KernelIr> kernelOf)
            {
                foreach (int p in compared)
                {
                    KernelIr kernel = kernelOf(compiled.Parameters[p].Kernels);
                    using var call = new CCall(kernel, compiled.Target.Parameters[p], expected);
                    functions[kernel](
                        call.Arrays,
                        call.Axes,
                        call.Tensors,
                        call.Length,
                        call.Rows,
                        call.Length / call.Rows,
                        model.LearningRate,
                        step,
                        scale,
                        zeroes,
                        cached);
                }

                Memory actual = Memory.Of(model);
                string[] names = [.. compared.Select(p => compiled.Target.Parameters[p].Name)];
                string? found = actual.Arrays.Where(a => names.Contains(a.Key.Split('/')[0]))
                    .Select(a => Memory.Difference(expected.Arrays[a.Key], a.Value) is { } d ? $"{a.Key}: {d}" : null)
                    .FirstOrDefault(d => d is not null);
                return found is null ? null : $"{_attributes[number]}, {inputs}{(cached ? ", cached" : "")}, {what} {step}: {found}";
            }
        }

        return null;
    }

    // The memory of a parameter as a function in C takes it.
    private sealed class CCall : IDisposable
    {
        private readonly List<GCHandle> _pins = [];
        private readonly double[] _tensors;
        private readonly Array?[] _tensorStates;

        public CCall(KernelIr kernel, ParameterField field, Memory memory)
        {
            Array State(int state)
            {
                string name = kernel.Program.States[state].Name;
                string snake = Regex.Replace(name, "[A-Z]", m => "_" + m.Value.ToLowerInvariant());
                return memory.Arrays[$"{field.Name}/{snake}"];
            }

            nint[] arrays =
            [
                .. kernel.Arrays.AsEnumerable().Select(a => Pin(a.Kind switch
                {
                    StreamKind.Parameter => memory.Arrays[field.Name],
                    StreamKind.Gradient => memory.Arrays[field.Name + "/gradient"],
                    _ => State(a.Index),
                })),
            ];
            nint[] axes = [.. kernel.AxisBuffers.AsEnumerable().Select(b => b.State is { } state ? Pin(State(state)) : 0)];
            _tensorStates = [.. kernel.Program.States.Select((s, i) => s.Rate == Rate.Tensor ? State(i) : null)];
            _tensors = [.. _tensorStates.Select(s => s is double[] values ? values[0] : 0)];
            (Arrays, Axes, Tensors) = (Pin(arrays), Pin(axes), Pin(_tensors));
            (Length, Rows) = (memory.Arrays[field.Name].Length, field.Dimensions.Count > 1 ? field.Dimensions[0] : 1);
        }

        public nint Arrays { get; }

        public nint Axes { get; }

        public nint Tensors { get; }

        public int Length { get; }

        public int Rows { get; }

        public void Dispose()
        {
            for (int i = 0; i < _tensors.Length; i++)
                _tensorStates[i]?.SetValue(_tensors[i], 0);
            _pins.ForEach(p => p.Free());
        }

        private nint Pin(Array array)
        {
            _pins.Add(GCHandle.Alloc(array, GCHandleType.Pinned));
            return _pins[^1].AddrOfPinnedObject();
        }
    }
}
