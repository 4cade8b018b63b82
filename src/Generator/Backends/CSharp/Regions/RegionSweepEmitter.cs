using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Regions;

/// <summary>Writes the methods of one sweep over a row: the dispatch by the width of vectors, the loop, and the body.</summary>
internal sealed class RegionSweepEmitter
{
    private const string Inlined = "[MethodImpl(MethodImplOptions.AggressiveInlining)]";

    private readonly SourceWriter _writer;
    private readonly RegionIr _region;
    private readonly RegionSweep _sweep;
    private readonly RegionNames _names;
    private readonly string _suffix;
    private readonly Dictionary<StreamId, (string Name, string Reference)> _streams = [];
    private readonly Dictionary<int, string> _arguments = [];
    private readonly int _sweeps;

    /// <param name="writer">The writer of the file.</param>
    /// <param name="region">The kernel of the region.</param>
    /// <param name="names">The names of the region.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="number">The number of the sweep among those that store something.</param>
    /// <param name="sweeps">The number of sweeps that store something.</param>
    public RegionSweepEmitter(SourceWriter writer, RegionIr region, RegionNames names, RegionSweep sweep, int number, int sweeps)
    {
        (_writer, _region, _names, _sweep) = (writer, region, names, sweep);
        (_suffix, _sweeps) = (RegionNames.Suffix(number, sweeps), sweeps);
        HashSet<string> taken = RegionNames.CreateTaken(sweeps);
        foreach (StreamId stream in Streams.Select(s => s.Stream))
        {
            string name = Identifiers.Unique(Identifiers.Escape(names.NameOf(stream)), taken);
            _streams.Add(stream, (name, Identifiers.Unique(name + "Ref", taken)));
        }

        foreach (int argument in sweep.Arguments)
            _arguments.Add(argument, Identifiers.Unique(Identifiers.Escape(Identifiers.Camel(names.Describe(argument))), taken));
    }

    /// <summary>The streams of the sweep, in the order of its parameters.</summary>
    public IEnumerable<(StreamId Stream, bool IsWritten)> Streams => StreamsOf(_sweep);

    /// <summary>Returns the streams of a sweep, in the order of its parameters.</summary>
    public static IEnumerable<(StreamId Stream, bool IsWritten)> StreamsOf(RegionSweep sweep) =>
        sweep.Loads.Select(l => (l.Stream, false)).Concat(sweep.Stores.Select(s => (s.Stream, true)));

    /// <summary>Writes the methods.</summary>
    public void Emit()
    {
        EmitDispatch();
        _writer.Line();
        EmitLoop();
        _writer.Line();
        EmitBody();
    }

    private string Arguments => string.Concat(_sweep.Arguments.Select(a => ", " + _arguments[a]));

    private string ArgumentParameters =>
        string.Concat(_sweep.Arguments.Select(a => $", {_names.TypeOf(_region.Program.Instructions[a])} {_arguments[a]}"));

    private string References => SweepText.Join(Streams.Select(s => $"{(s.IsWritten ? "ref" : "in")} {_streams[s.Stream].Reference}"));

    private string ReferenceParameters =>
        SweepText.Join(Streams.Select(s => $"{SweepText.Ref(s.IsWritten)} {_names.Keyword} {_streams[s.Stream].Reference}"));

    private string Constraint => $"    where TVector : struct, ISimdVector<TVector, {_names.Keyword}>";

    private void EmitDispatch()
    {
        string[] written = [.. _sweep.Stores.Select(s => _streams[s.Stream].Name)];
        string elements = _region.IsFlat ? "all elements" : "the elements of a row";
        string title = _suffix == "" ? "Sweep" : "Sweep " + _suffix;
        _writer.Line($"/// <summary>{title} over {elements}, for {DocumentationText.List(written)}.</summary>");
        _writer.Line(Inlined);
        string spans = SweepText.Join(
            Streams.Select(s => $"{SweepText.Span(s.IsWritten, _names.Keyword)} {_streams[s.Stream].Name}").Append("int count"));
        using (_writer.Block($"private static void Sweep{_suffix}({spans}{ArgumentParameters})"))
        {
            foreach ((StreamId stream, bool isWritten) in Streams)
            {
                (string name, string reference) = _streams[stream];
                _writer.Line(
                    $"{SweepText.Ref(isWritten)} {_names.Keyword} {reference} = ref MemoryMarshal.GetReference({name});");
            }

            _writer.Line("nuint i = 0, length = (nuint)count;");
            foreach (string bits in new[] { "512", "256", "128" })
            {
                string vector = $"Simd{bits}<{_names.Keyword}>";
                _writer.Line($"if (Vector{bits}.IsHardwareAccelerated && length - i >= {vector}.Count)");
                using (_writer.Indent())
                    _writer.Line($"i = Loop{_suffix}<{vector}>({References}, i, length{Arguments});");
            }

            _writer.Line("if (i < length)");
            using (_writer.Indent())
                _writer.Line($"Loop{_suffix}<SimdScalar<{_names.Keyword}>>({References}, i, length{Arguments});");
        }
    }

    private void EmitLoop()
    {
        _writer.Line(
            "/// <summary>Processes full vectors from element i onward; at least one must fit. "
            + "Returns the index of the first element not processed.</summary>");
        _writer.Line(SweepEmitter.Optimized);
        _writer.Line($"private static nuint Loop{_suffix}<TVector>({ReferenceParameters}, nuint i, nuint length{ArgumentParameters})");
        _writer.Line(Constraint);
        using (_writer.Block())
        {
            // The JIT takes constants out of a loop only if the loop has a first turn for certain, which callers see to.
            _writer.Line("do");
            using (_writer.Block())
            {
                _writer.Line($"Body{_suffix}<TVector>({References}, i{Arguments});");
                _writer.Line("i += TVector.Count;");
            }

            _writer.Line("while (length - i >= TVector.Count);");
            _writer.Line("return i;");
        }
    }

    private void EmitBody()
    {
        Program program = _region.Program;
        HashSet<string> taken = RegionNames.CreateTaken(_sweeps);
        taken.UnionWith(_streams.Values.Select(s => s.Reference));
        var statements = new StatementList(program, _sweep.Stores.Select(s => s.Value), _sweep.Computed.Contains, taken);
        foreach (Place load in _sweep.Loads)
            statements.Bind(load.Value, _streams[load.Stream].Name);
        foreach (int argument in _sweep.Arguments)
            statements.Bind(argument, _arguments[argument]);
        var vectors = new Dialect.Vectors(program.Element, _ => throw new InvalidOperationException("A region draws no number."));
        var printer = new ExpressionPrinter(program, vectors, statements.VariableOf);
        string part = _sweeps > 1 ? ": its part in this sweep" : "";
        _writer.Line($"/// <summary>The formula, for the elements of one vector{part}.</summary>");
        _writer.Line(Inlined);
        _writer.Line($"private static void Body{_suffix}<TVector>({ReferenceParameters}, nuint i{ArgumentParameters})");
        _writer.Line(Constraint);
        using (_writer.Block())
        {
            foreach (Place load in _sweep.Loads)
                _writer.Line($"TVector {_streams[load.Stream].Name} = TVector.Load(in {_streams[load.Stream].Reference}, i);");
            if (_sweep.Loads.Count > 0)
                _writer.Line();
            string[] lines = [.. statements.Print(printer, _ => "TVector ")];
            foreach (string statement in lines)
                _writer.Line(statement + ";");
            if (lines.Length > 0)
                _writer.Line();
            foreach (Place store in _sweep.Stores)
            {
                string reference = _streams[store.Stream].Reference;
                bool isAdded = store.Stream.Kind == StreamKind.Output && _region.Outputs[store.Stream.Index].Rate == Rate.Column;
                string value = isAdded ? $"(TVector.Load(ref {reference}, i) + {printer.PrintAddend(store.Value)})"
                    : program.Instructions[store.Value].Rate is Rate.Varying or Rate.Column ? printer.PrintPrimary(store.Value)
                    : printer.PrintVector(store.Value);
                _writer.Line($"{value}.Store(ref {reference}, i);");
            }
        }
    }
}
