using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Regions;

/// <summary>Writes the class of a region: an entry that goes over the rows, and the sweeps over one row.</summary>
internal sealed class RegionEmitter
{
    private readonly SourceWriter _writer;
    private readonly RegionIr _region;
    private readonly Program _program;
    private readonly RegionNames _names;
    private readonly RegionSweep[] _sweeps;
    private readonly HashSet<string> _taken;
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly Dictionary<StreamId, string> _memory = [];
    private readonly int[] _scalars;
    private readonly string _count;
    private readonly StatementList _uniforms;
    private readonly StatementList _statements;
    private readonly ExpressionPrinter _printer;

    private RegionEmitter(SourceWriter writer, RegionIr region)
    {
        (_writer, _region, _program, _names) = (writer, region, region.Program, new(region));
        _sweeps = [.. region.Sweeps.Where(s => s.Stores.Count > 0)];
        _taken = RegionNames.CreateTaken(_sweeps.Length);
        _inputs = [.. _program.Inputs.AsEnumerable().Select(i => Variable(i.Name))];
        _outputs = [.. region.Outputs.AsEnumerable().Select(o => Variable(o.Name))];
        _count = region.IsFlat ? "count" : "columns";

        // The values of a row, and of the matrix, that sweeps and outputs use.
        IEnumerable<int> terms = region.Outputs.SelectMany(o => o.Terms).Where(t => t.Kind is RowTermKind.Row or RowTermKind.Once)
            .Select(t => t.Value);
        _scalars = [.. _sweeps.SelectMany(s => s.Arguments).Concat(terms)];
        int[] uniforms =
        [
            .. _program.Instructions.Where(i => i.Rate >= Rate.Row).SelectMany(i => i.Operands).Concat(_scalars)
                .Where(v => IsUniform(v) && !_program.Instructions[v].IsConstant)
                .Distinct()
                .OrderBy(v => v),
        ];
        Uniforms = uniforms;
        _uniforms = new StatementList(_program, uniforms, IsUniform, _taken);
        _statements = new StatementList(
            _program,
            _scalars.Where(v => !IsUniform(v)),
            v => _program.Instructions[v] is { Rate: Rate.Row, IsReduction: false },
            _taken,
            v => region.Levels[v]);
        _printer = new ExpressionPrinter(
            _program, new Dialect.Numbers(_program.Element), v => _uniforms.VariableOf(v) ?? _statements.VariableOf(v));
    }

    private int[] Uniforms { get; }

    /// <summary>Writes the class of a region.</summary>
    /// <param name="writer">The writer of a file of kernels.</param>
    /// <param name="className">The name of the class.</param>
    /// <param name="summary">The summary of the class: a sentence.</param>
    /// <param name="region">The kernel of the region.</param>
    public static void Emit(SourceWriter writer, string className, string summary, RegionIr region)
    {
        writer.Line($"/// <summary>{summary}</summary>");
        writer.Line(FileEmitter.GeneratedCode);
        writer.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        using (writer.Block("internal static class " + className))
        {
            var emitter = new RegionEmitter(writer, region);
            emitter.EmitRun();
            for (int i = 0; i < emitter._sweeps.Length; i++)
            {
                writer.Line();
                new RegionSweepEmitter(writer, region, emitter._names, emitter._sweeps[i], i, emitter._sweeps.Length).Emit();
            }
        }
    }

    private void EmitRun()
    {
        string[] written = [.. _outputs.Where((_, o) => _region.Outputs[o].Rate is Rate.Varying or Rate.Row)];
        string[] added = [.. _outputs.Where((_, o) => _region.Outputs[o].Rate is Rate.Column or Rate.Tensor)];
        string[] parts =
        [
            .. written.Length > 0 ? ["computes " + DocumentationText.List(written)] : Array.Empty<string>(),
            .. added.Length > 0 ? ["adds to " + DocumentationText.List(added)] : Array.Empty<string>(),
        ];
        string order = _region.IsFlat ? "" : ", row after row";
        _writer.Line($"/// <summary>{Identifiers.Pascal(string.Join(", and ", parts))}{order}.</summary>");
        _writer.Line(SweepEmitter.Optimized);
        string parameters = SweepText.Join(
            _inputs.Select((name, i) => $"{InputType(_program.Inputs[i].Rate)} {name}")
                .Concat(_outputs.Select((name, o) => $"{OutputType(_region.Outputs[o].Rate)} {name}")));
        using (_writer.Block($"public static void Run(int rows, int columns, {parameters})"))
        {
            EmitStart();
            if (_region.IsFlat)
            {
                foreach (RegionSweep sweep in _sweeps)
                    EmitCall(sweep);
            }
            else
            {
                EmitRows();
            }

            foreach ((RowOutput output, string name) in _region.Outputs.Zip(_outputs, (output, name) => (output, name)))
            {
                foreach (RowTerm term in output.Terms.Where(t => t.Kind == RowTermKind.Once))
                    _writer.Line($"{name} += {_printer.Print(term.Value)};");
            }
        }
    }

    // A span of another length than expected throws here, so that loops stay within their memory.
    private void EmitStart()
    {
        bool isCounted = _region.IsFlat
            || _program.Instructions.Any(i => i is { Op: Op.Count, Payload.Rate: Rate.Tensor })
            || _program.Inputs.Any(i => i.Rate == Rate.Varying)
            || _region.Outputs.Any(o => o.Rate == Rate.Varying);
        if (isCounted)
            _writer.Line("int count = rows * columns;");
        for (int i = 0; i < _inputs.Length; i++)
            EmitSlice(_inputs[i], StreamId.Input(i), _program.Inputs[i].Rate);
        for (int o = 0; o < _outputs.Length; o++)
            EmitSlice(_outputs[o], StreamId.Output(o), _region.Outputs[o].Rate);
        for (int n = 0; n < _region.Intermediates.Count; n++)
        {
            StreamId stream = StreamId.Intermediate(_region.Intermediates[n]);
            string name = Variable(_names.NameOf(stream) + "Row");
            _writer.Line(FormattableString.Invariant($"using Scratch<{_names.Keyword}> {name} = new(columns, {n});"));
            _memory[stream] = name + ".Span";
        }

        for (int i = 0; i < _program.Instructions.Count; i++)
        {
            if (_program.Instructions[i] is { Op: Op.Count, Payload.Rate: var of })
                _uniforms.Bind(i, (IsReckonedWith(i) ? "(long)" : "") + Count(of));
            else if (_program.Instructions[i] is { Op: Op.Input, Rate: Rate.Tensor, Payload.Index: var input })
                _uniforms.Bind(i, _inputs[input]);
        }

        foreach (string statement in _uniforms.Print(_printer, i => _names.TypeOf(i) + " "))
            _writer.Line(statement + ";");
        foreach (int uniform in Uniforms)
            Declare(uniform, _uniforms);
    }

    private void EmitSlice(string name, StreamId stream, Rate rate)
    {
        if (rate == Rate.Tensor)
            return;
        _writer.Line($"{name} = {name}[..{(rate == Rate.Varying ? "count" : rate == Rate.Row ? "rows" : "columns")}];");
        _memory[stream] = name;
    }

    private void EmitRows()
    {
        // Rows of memory with a value for each element.
        StreamId[] used =
        [
            .. _sweeps.SelectMany(RegionSweepEmitter.StreamsOf).Select(s => s.Stream)
                .Concat(_region.Reductions.Select(r => r.Operand))
                .Concat(_region.Sums.Select(s => s.Stream))
                .Where(s => RateOf(s) == Rate.Varying)
                .Distinct()
                .OrderBy(s => s),
        ];
        using (_writer.Block("for (int row = 0; row < rows; row++)"))
        {
            if (used.Length > 0)
                _writer.Line("int start = row * columns;");
            foreach (StreamId stream in used)
            {
                string name = Variable(_names.NameOf(stream) + "Row");
                string type = SweepText.Span(stream.Kind == StreamKind.Output, _names.Keyword);
                _writer.Line($"{type} {name} = {_memory[stream]}.Slice(start, columns);");
                _memory[stream] = name;
            }

            for (int i = 0; i < _program.Instructions.Count; i++)
            {
                if (_program.Instructions[i] is not { Op: Op.Input, Rate: Rate.Row, Payload.Index: var input })
                    continue;
                string name = Variable(_program.Inputs[input].Name + "OfRow");
                _writer.Line($"{_names.Keyword} {name} = {_inputs[input]}[row];");
                _statements.Bind(i, name);
            }

            int last = _region.Levels.Append(0).Max();
            for (int level = 0; level <= last; level++)
                EmitLevel(level);
            EmitTerms();
        }
    }

    private void EmitLevel(int level)
    {
        foreach (RegionReduction reduction in _region.Reductions.Where(r => _region.Levels[r.Value] == level))
            EmitReduction(reduction);
        foreach (string statement in _statements.Print(_printer, i => _names.TypeOf(i) + " ", v => _region.Levels[v] <= level))
            _writer.Line(statement + ";");

        // An argument of several sweeps is computed once.
        foreach (int shared in _scalars.GroupBy(v => v).Where(g => g.Count() > 1).Select(g => g.Key).OrderBy(v => v))
        {
            if (!IsUniform(shared) && _region.Levels[shared] == level)
                Declare(shared, _statements);
        }

        if (level < _region.Sweeps.Count && _region.Sweeps[level].Stores.Count > 0)
            EmitCall(_region.Sweeps[level]);
    }

    private void EmitReduction(RegionReduction reduction)
    {
        Op op = _program.Instructions[reduction.Value].Op;
        string name = Variable(Identifiers.Camel(_names.Describe(reduction.Value)));
        bool isSingle = _program.Element == ElementType.Single;
        string compute = op == Op.Norm && isSingle ? "Norm.ComputeSingle" : $"{(isSingle ? "(float)" : "")}{op}.Compute";
        _writer.Line($"{_names.Keyword} {name} = {compute}({_memory[reduction.Operand]});");
        _statements.Bind(reduction.Value, name);
    }

    private void EmitCall(RegionSweep sweep)
    {
        string suffix = RegionNames.Suffix(Array.IndexOf(_sweeps, sweep), _sweeps.Length);
        IEnumerable<string> arguments = RegionSweepEmitter.StreamsOf(sweep).Select(s => _memory[s.Stream])
            .Append(_count)
            .Concat(sweep.Arguments.Select(_printer.Print));
        _writer.Line($"Sweep{suffix}({SweepText.Join(arguments)});");
    }

    private void EmitTerms()
    {
        foreach ((RowOutput output, string name) in _region.Outputs.Zip(_outputs, (output, name) => (output, name)))
        {
            string[] terms = [.. output.Terms.Where(t => t.Kind is RowTermKind.Row or RowTermKind.Sum).Select(t => Term(output, t))];
            if (terms.Length > 0)
                _writer.Line(output.Rate == Rate.Row ? $"{name}[row] = {terms[0]};" : $"{name} += {string.Join(" + ", terms)};");
        }
    }

    private string Term(RowOutput output, RowTerm term) =>
        term.Kind == RowTermKind.Sum ? $"Sum.Compute({_memory[_region.Sums.First(s => s.Value == term.Value).Stream]})"
        : output.Rate == Rate.Row ? _printer.Print(term.Value)
        : _names.TypeOf(_program.Instructions[term.Value]) == "float" ? $"(double){_printer.PrintPrimary(term.Value)}"
        : _printer.PrintAddend(term.Value);

    private void Declare(int position, StatementList statements)
    {
        if (_uniforms.VariableOf(position) is not null || _statements.VariableOf(position) is not null)
            return;

        // A double is an element already.
        Instruction instruction = _program.Instructions[position];
        if (instruction.Op == Op.ToElement && _program.Element == ElementType.Double && _uniforms.VariableOf(instruction.A) is { } same)
        {
            statements.Bind(position, same);
            return;
        }

        string name = Variable(Identifiers.Camel(_names.Describe(position)));
        _writer.Line($"{_names.TypeOf(instruction)} {name} = {_printer.Print(position)};");
        statements.Bind(position, name);
    }

    private bool IsUniform(int position) => _program.Instructions[position].Rate <= Rate.Tensor;

    // Whole numbers of a formula are longs, but lengths are ints.
    private bool IsReckonedWith(int count) => _program.Instructions.Any(i => i.Type == ScalarType.Long && i.Operands.Contains(count));

    private static string Count(Rate of) => of switch { Rate.Column => "rows", Rate.Row => "columns", _ => "count" };

    private Rate RateOf(StreamId stream) => stream.Kind switch
    {
        StreamKind.Input => _program.Inputs[stream.Index].Rate,
        StreamKind.Output => _region.Outputs[stream.Index].Rate,
        _ => Rate.Row,
    };

    private string Variable(string name) => Identifiers.Unique(Identifiers.Escape(name), _taken);

    private string InputType(Rate rate) => rate == Rate.Tensor ? "double" : SweepText.Span(isWritten: false, _names.Keyword);

    private string OutputType(Rate rate) => rate == Rate.Tensor ? "ref double" : SweepText.Span(isWritten: true, _names.Keyword);
}
