using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>Writes the way into a kernel of several sweeps: each sweep, and between them what is computed for the parameter, its rows and columns.</summary>
internal sealed class TensorEmitter
{
    private readonly SourceWriter _writer;
    private readonly Kernel _kernel;
    private readonly Program _program;
    private readonly StatementList _statements;
    private readonly ExpressionPrinter _printer;
    private readonly HashSet<string> _taken;
    private readonly HashSet<string> _ofLoops = new(StringComparer.Ordinal);

    /// <param name="writer">Where to.</param>
    /// <param name="kernel">The kernel.</param>
    public TensorEmitter(SourceWriter writer, Kernel kernel)
    {
        (_writer, _kernel, _program) = (writer, kernel, kernel.Program);
        _taken =
        [
            .. KernelNames.Reserved, .. kernel.Uniforms.Select(u => u.Field), .. kernel.Names.Methods, .. new[] { kernel.Noise }.OfType<string>(), .. kernel.AllStreams.Concat(kernel.Intermediates).Select(s => s.Name), .. kernel.TensorStates.SelectMany(s => new[] { s.Name, s.Reference }),
            .. kernel.AxisBuffers.States.Concat(kernel.AxisBuffers.Own).Select(l => l.Span),
            .. Enumerable.Range(0, _program.Instructions.Count).Where(i => _program.Instructions[i].IsReduction).Select(kernel.Names.Reduction),
        ];
        if (kernel.IsMasked)
            _taken.UnionWith(kernel.Begun.Select(b => b.Initial).Append(kernel.Mask));
        IEnumerable<int> usedByAxes = _program.Instructions.Where(i => i.Rate is Rate.Row or Rate.Column).SelectMany(i => i.Operands).Where(o => _program.Instructions[o].Rate == Rate.Tensor);
        IEnumerable<int> roots = kernel.Sweeps
            .SelectMany(s => s.Arguments.Concat(s.Conditions).Concat(s.Cached?.Arguments ?? []).Concat(s.Cached?.Conditions ?? []))
            .Where(a => a is { Field: null, AxisBuffer: null })
            .Select(a => a.Position)
            .Concat(usedByAxes)
            .Concat(kernel.TensorStates.Select(s => s.Out))
            .Concat(kernel.AxisBuffers.Filled.Select(l => l.Out));
        _statements = new StatementList(
            _program, roots, i => _program.Instructions[i] is { Rate: Rate.Tensor, IsReduction: false }, _taken, i => (kernel.SweepPlan.Times[i].Level << 16) + kernel.SweepPlan.Times[i].Phase);
        _printer = new ExpressionPrinter(_program, new Dialect.Numbers(_program.Element), _statements.VariableOf);
        BindInputs();
    }

    public void Emit()
    {
        IEnumerable<string> parameters = _kernel.AllStreams.Select(s => $"Span<{_kernel.ElementKeyword}> {s.Name}")
            .Concat(_kernel.AxisBuffers.States.Select(s => $"Span<{_kernel.ElementKeyword}> {s.Span}"))
            .Concat(_kernel.TakesShape ? ["int rows", "int columns"] : [])
            .Concat(_kernel.TensorStates.Select(s => "ref double " + s.Reference));
        _writer.Line(_kernel.Sweeps.Count == 1
            ? "/// <summary>Every element of a parameter, and what is computed for it as a whole.</summary>"
            : FormattableString.Invariant($"/// <summary>Every element of a parameter, in {_kernel.Sweeps.Count} sweeps: each measures what the next one needs.</summary>"));
        _writer.Line(SweepEmitter.Optimized);
        using (_writer.Block($"internal void Update({string.Join(", ", parameters)}{_kernel.NoiseParameter}, ref StepContext context{(_kernel.IsMasked ? PrunedEmitter.Parameters(_kernel) : "")})"))
        {
            string parameter = _kernel.Stream(Streams.Parameter).Name;
            string takes = _kernel.IsShared ? FormattableString.Invariant($"TryJoin({parameter}.Length, reductions: {_kernel.Reductions.Count}, out WorkShare workShare)") : $"TryClaim({parameter}.Length)";
            _writer.Line($"if (!context.{takes} || {parameter}.IsEmpty)");
            using (_writer.Indent())
                _writer.Line("return;");
            foreach (TensorState state in _kernel.TensorStates)
                _writer.Line($"double {state.Name} = {state.Reference};");
            foreach (AxisBuffer axis in _kernel.AxisBuffers.Own)
            {
                string type = _kernel.TypeOf(_program.Instructions[axis.Out]);
                _writer.Line($"using Scratch<{type}> {axis.Span} = new({Count(axis)});");
            }

            foreach ((Stream intermediate, int number) in _kernel.Intermediates.Select((k, i) => (k, i)))
                _writer.Line($"using Intermediate<{_kernel.ElementKeyword}> {intermediate.Span} = new({parameter}.Length{(_kernel.IsShared ? FormattableString.Invariant($", in workShare, {number}") : "")});");

            var calls = new SweepCallEmitter(_writer, _kernel, _printer, _kernel.IsMasked);
            for (int s = 0; s < _kernel.Sweeps.Count; s++)
            {
                EmitPhases(s);
                calls.Emit(_kernel.Sweeps[s]);
            }

            EmitPhases(_kernel.Sweeps.Count);
            foreach ((AxisBuffer state, AxisBuffer next) in _kernel.AxisBuffers.Late)
                _writer.Line($"{next.Memory}.CopyTo({state.Span});");
            foreach (AxisBuffer state in _kernel.AxisBuffers.Filled)
                _writer.Line($"{state.Span}.Fill({_printer.Print(state.Out)});");
            if (_kernel.IsMasked)
                PrunedEmitter.EmitWhole(_writer, _kernel);
            EmitEnd();
        }
    }

    private static string Count(AxisBuffer axis) => axis.Rate == Rate.Row ? "rows" : "columns";

    private void BindInputs()
    {
        foreach (Uniform uniform in _kernel.Uniforms)
            _statements.Bind(uniform.Position, uniform.Field);
        foreach (TensorState state in _kernel.TensorStates)
            _statements.Bind(_program.Instructions.ToList().FindIndex(i => i.Op == Op.State && i.Payload == state.Index), state.Name);
        for (int i = 0; i < _program.Instructions.Count; i++)
        {
            if (_program.Instructions[i] is { IsReduction: true, Rate: Rate.Tensor })
                _statements.Bind(i, _kernel.Names.Reduction(i));
            if (_program.Instructions[i] is { Op: Op.Count, Payload: var of })
                _statements.Bind(i, (IsReckonedWith(i) ? "(long)" : "") + Count((Rate)of));
        }
    }

    // Whole numbers of a rule are longs, and lengths are not.
    private bool IsReckonedWith(int count) => _program.Instructions.Any(i => i.Type == ScalarType.Long && i.Operands.Contains(count));

    private string Count(Rate of) => of switch
    {
        Rate.Column => "rows",
        Rate.Row => "columns",
        _ => _kernel.Stream(Streams.Parameter).Name + ".Length",
    };

    // What can be computed after as many sweeps.
    private void EmitPhases(int level)
    {
        int last = _kernel.SweepPlan.Times.Where(t => t.Level == level).Select(t => t.Phase).Append(0).Max();
        for (int phase = 0; phase <= last; phase++)
        {
            var time = new Time(level, phase);
            for (int i = 0; i < _program.Instructions.Count; i++)
            {
                Instruction instruction = _program.Instructions[i];
                if (SplitSweeps.IsOverAxis(_program, instruction) && _kernel.SweepPlan.Times[i] == time)
                    _writer.Line($"double {_kernel.Names.Reduction(i)} = {instruction.Op}.Compute({_kernel.AxisBuffers.Find(instruction.A)!.Memory});");
            }

            foreach (string statement in _statements.Print(_printer, i => _kernel.TypeOf(i) + " ", p => _kernel.SweepPlan.Times[p] <= time))
                _writer.Line(statement + ";");
            EmitAxisLoops(time, Rate.Row, "row");
            EmitAxisLoops(time, Rate.Column, "column");
        }
    }

    private void EmitAxisLoops(Time time, Rate rate, string index)
    {
        IReadOnlyList<(AxisBuffer AxisBuffer, int Position)> due = _kernel.AxisBuffers.Due(time, rate);
        if (due.Count == 0)
            return;

        // Siblings may share names; code around them may not, whether it stands before or behind.
        var taken = new HashSet<string>(_taken.Except(_ofLoops), StringComparer.Ordinal);
        string[] before = [.. taken];

        // What is kept from before is loaded; the rest is computed here.
        bool IsComputed(int i) =>
            _program.Instructions[i] is { IsInput: false, IsReduction: false } axis && axis.Rate == rate && (_kernel.AxisBuffers.Find(i) is null || due.Any(d => d.Position == i));
        var statements = new StatementList(_program, due.Select(d => d.Position), IsComputed, taken);
        var loads = new List<string>();
        foreach (int i in Needed(due.Select(d => d.Position), IsComputed))
        {
            Instruction instruction = _program.Instructions[i];
            if (instruction.Rate != rate)
            {
                if (_statements.VariableOf(i) is { } variable)
                    statements.Bind(i, variable);
                continue;
            }

            AxisBuffer axis = _kernel.AxisBuffers.Find(i)!;
            string name = Identifiers.Unique(Identifiers.Escape(axis.Name), taken);
            loads.Add($"{_kernel.TypeOf(instruction)} {name} = {axis.Memory}[{index}];");
            statements.Bind(i, name);
        }

        var printer = new ExpressionPrinter(_program, new Dialect.Numbers(_program.Element), p => statements.VariableOf(p) ?? _statements.VariableOf(p));
        using (_writer.Block($"for (int {index} = 0; {index} < {index}s; {index}++)"))
        {
            foreach (string load in loads)
                _writer.Line(load);
            foreach (string statement in statements.Print(printer, i => _kernel.TypeOf(i) + " "))
                _writer.Line(statement + ";");
            foreach ((AxisBuffer axis, int position) in due)
                _writer.Line($"{axis.Memory}[{index}] = {printer.Print(position)};");
        }

        _ofLoops.UnionWith(taken.Except(before));
        _taken.UnionWith(_ofLoops);
    }

    // The operands at which computing stops.
    private SortedSet<int> Needed(IEnumerable<int> roots, Func<int, bool> isComputed)
    {
        var needed = new SortedSet<int>();
        var pending = new Stack<int>(roots);
        while (pending.Count > 0)
        {
            int position = pending.Pop();
            if (_program.Instructions[position].IsConstant)
                continue;
            if (isComputed(position))
                _program.Instructions[position].Operands.ToList().ForEach(pending.Push);
            else
                needed.Add(position);
        }

        return needed;
    }

    // A thread that shares the parameter writes its states when no other reads them any more.
    private void EmitEnd()
    {
        string[] writes = [.. _kernel.TensorStates.Select(s => $"{s.Reference} = {_printer.Print(s.Out)};")];
        if (_kernel.IsShared)
            _writer.Line(writes.Length == 0 ? "workShare.End();" : "if (workShare.End())");
        using (!_kernel.IsShared ? null : writes.Length > 1 ? _writer.Block() : _writer.Indent())
        {
            foreach (string write in writes)
                _writer.Line(write);
        }
    }
}
