using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>
/// Writes the entry of a kernel that computes values of a parameter as a whole: the calls of the sweeps, and between sweeps the values of
/// the parameter, its rows and its columns.
/// </summary>
internal sealed class TensorEmitter
{
    private readonly SourceWriter _writer;
    private readonly Kernel _kernel;
    private readonly Program _program;
    private readonly StatementList _statements;
    private readonly ExpressionPrinter _printer;
    private readonly HashSet<string> _taken;
    private readonly HashSet<string> _ofLoops = new(StringComparer.Ordinal);

    /// <param name="writer">The writer of the file.</param>
    /// <param name="kernel">The kernel.</param>
    public TensorEmitter(SourceWriter writer, Kernel kernel)
    {
        (_writer, _kernel, _program) = (writer, kernel, kernel.Program);
        _taken =
        [
            .. KernelNames.Reserved,
            .. kernel.Uniforms.Select(u => u.Field),
            .. kernel.Names.Methods,
            .. new[] { kernel.Noise }.OfType<string>(),
            .. kernel.AllStreams.Concat(kernel.Intermediates).Select(s => s.Name),
            .. kernel.TensorStates.SelectMany(s => new[] { s.Name, s.Reference }),
            .. kernel.Axes.Select(a => a.Span),
            .. Enumerable.Range(0, _program.Instructions.Count)
                .Where(i => _program.Instructions[i].IsReduction)
                .Select(kernel.Names.Reduction),
        ];
        if (kernel.IsMasked)
            _taken.UnionWith(kernel.Begun.Select(b => b.Initial).Append(kernel.Mask));
        IEnumerable<int> usedByAxes = _program.Instructions
            .Where(i => i.Rate is Rate.Row or Rate.Column)
            .SelectMany(i => i.Operands)
            .Where(o => _program.Instructions[o].Rate == Rate.Tensor);
        IEnumerable<int> roots = kernel.Sweeps
            .SelectMany(s => s.Own.Concat(s.Cached?.Own ?? []))
            .Where(a => a.Axis is null)
            .Select(a => a.Position)
            .Concat(usedByAxes)
            .Concat(kernel.TensorStates.Select(s => s.Out))
            .Concat(kernel.Ir.Actions.OfType<FillAxis>().Select(f => f.Value));

        // A value is due with the action that computes it.
        var dueAt = new Dictionary<int, int>();
        for (int action = 0; action < kernel.Ir.Actions.Count; action++)
        {
            foreach (int value in (kernel.Ir.Actions[action] as ComputeTensorValues)?.Values ?? EquatableArray<int>.Empty)
                dueAt.Add(value, action);
        }

        _statements = new StatementList(_program, roots, dueAt.ContainsKey, _taken, i => dueAt[i]);
        _printer = new ExpressionPrinter(_program, new Dialect.Numbers(_program.Element), _statements.VariableOf);
        BindInputs();
    }

    /// <summary>Writes the entry.</summary>
    public void Emit()
    {
        IEnumerable<string> parameters = _kernel.AllStreams.Select(s => $"Span<{_kernel.ElementKeyword}> {s.Name}")
            .Concat(_kernel.AxisStates.Select(s => $"Span<{_kernel.ElementKeyword}> {s.Span}"))
            .Concat(_kernel.TakesShape ? ["int rows", "int columns"] : [])
            .Concat(_kernel.TensorStates.Select(s => "ref double " + s.Reference));
        string sweeps = FormattableString.Invariant($", in {_kernel.Sweeps.Count} sweeps: each measures what the next one needs");
        string summary = _kernel.Sweeps.Count == 1 ? ", and what is computed for it as a whole" : sweeps;
        _writer.Line($"/// <summary>Updates every element of a parameter{summary}.</summary>");
        _writer.Line(SweepEmitter.Optimized);
        string mask = _kernel.IsMasked ? PrunedEmitter.Parameters(_kernel) : "";
        string all = $"{string.Join(", ", parameters)}{_kernel.NoiseParameter}, ref StepContext context{mask}";
        using (_writer.Block($"internal void Update({all})"))
        {
            string parameter = _kernel.Stream(StreamId.Parameter).Name;
            string reductions = FormattableString.Invariant($"reductions: {_kernel.Ir.TensorReductions.Count()}");
            string takes = _kernel.IsShared
                ? $"TryJoin({parameter}.Length, {reductions}, out WorkShare workShare)"
                : $"TryClaim({parameter}.Length)";
            _writer.Line($"if (!context.{takes} || {parameter}.IsEmpty)");
            using (_writer.Indent())
                _writer.Line("return;");
            foreach (TensorState state in _kernel.TensorStates)
                _writer.Line($"double {state.Name} = {state.Reference};");
            foreach (AxisSpan axis in _kernel.Axes.Where(a => !a.IsState))
                _writer.Line($"using Scratch<{axis.Type}> {axis.Span} = new({axis.Count});");
            foreach ((Stream intermediate, int number) in _kernel.Intermediates.Select((k, i) => (k, i)))
            {
                string share = _kernel.IsShared ? FormattableString.Invariant($", in workShare, {number}") : "";
                _writer.Line($"using Intermediate<{_kernel.ElementKeyword}> {intermediate.Span} = new({parameter}.Length{share});");
            }

            foreach (KernelAction action in _kernel.Ir.Actions)
                Emit(action);
        }
    }

    private void Emit(KernelAction action)
    {
        switch (action)
        {
            case ComputeTensorValues compute:
                foreach (string statement in _statements.Print(_printer, i => _kernel.TypeOf(i) + " ", compute.Values.Contains))
                    _writer.Line(statement + ";");
                break;
            case ReduceAxis reduce:
                Op op = _program.Instructions[reduce.Value].Op;
                _writer.Line($"double {_kernel.Names.Reduction(reduce.Value)} = {op}.Compute({_kernel.Axes[reduce.Buffer].Memory});");
                break;
            case ComputeAxisValues loop:
                EmitAxisLoop(loop);
                break;
            case RunSweep run:
                new SweepCallEmitter(_writer, _kernel, _printer).Emit(_kernel.Sweeps[run.Sweep]);
                break;
            case CopyAxis copy:
                _writer.Line($"{_kernel.Axes[copy.From].Memory}.CopyTo({_kernel.Axes[copy.To].Span});");
                break;
            case FillAxis fill:
                _writer.Line($"{_kernel.Axes[fill.Buffer].Span}.Fill({_printer.Print(fill.Value)});");
                break;
            case ClearPruned:
                PrunedEmitter.EmitWhole(_writer, _kernel);
                break;
            case StoreTensorStates:
                EmitEnd();
                break;
            default:
                throw new InvalidOperationException(action.ToString());
        }
    }

    private void BindInputs()
    {
        foreach (Uniform uniform in _kernel.Uniforms)
            _statements.Bind(uniform.Position, uniform.Field);
        foreach (TensorState state in _kernel.TensorStates)
            _statements.Bind(_program.InputOf(state.Index), state.Name);

        for (int i = 0; i < _program.Instructions.Count; i++)
        {
            if (_program.Instructions[i] is { IsReduction: true, Rate: Rate.Tensor })
                _statements.Bind(i, _kernel.Names.Reduction(i));
            if (_program.Instructions[i] is { Op: Op.Count, Payload.Rate: var of })
                _statements.Bind(i, (IsReckonedWith(i) ? "(long)" : "") + Count(of));
        }
    }

    // Whole numbers of a rule are longs, but lengths are ints.
    private bool IsReckonedWith(int count) => _program.Instructions.Any(i => i.Type == ScalarType.Long && i.Operands.Contains(count));

    private string Count(Rate of) => of switch
    {
        Rate.Column => "rows",
        Rate.Row => "columns",
        _ => _kernel.Stream(StreamId.Parameter).Name + ".Length",
    };

    private void EmitAxisLoop(ComputeAxisValues loop)
    {
        // In C#, loops beside each other may declare the same names, but the code around a loop may not, be it before or behind the loop.
        var taken = new HashSet<string>(_taken.Except(_ofLoops), StringComparer.Ordinal);
        string[] before = [.. taken];
        var statements = new StatementList(_program, loop.Stores.Select(s => s.Value), loop.Computed.Contains, taken);
        var loads = new List<string>();
        string index = loop.Rate == Rate.Row ? "row" : "column";
        IEnumerable<int> operands = loop.Computed
            .SelectMany(v => _program.Instructions[v].Operands)
            .Concat(loop.Loads.Select(l => l.Value))
            .Concat(loop.Stores.Select(s => s.Value));
        foreach (int i in operands.Except(loop.Computed).Distinct().OrderBy(v => v))
        {
            if (loop.Loads.FirstOrDefault(l => l.Value == i) is { } load)
            {
                AxisSpan axis = _kernel.Axes[load.Buffer];
                string name = Identifiers.Unique(Identifiers.Escape(axis.Name), taken);
                loads.Add($"{axis.Type} {name} = {axis.Memory}[{index}];");
                statements.Bind(i, name);
            }
            else if (_statements.VariableOf(i) is { } variable)
            {
                statements.Bind(i, variable);
            }
        }

        string? VariableOf(int position) => statements.VariableOf(position) ?? _statements.VariableOf(position);
        var printer = new ExpressionPrinter(_program, new Dialect.Numbers(_program.Element), VariableOf);
        using (_writer.Block($"for (int {index} = 0; {index} < {index}s; {index}++)"))
        {
            foreach (string load in loads)
                _writer.Line(load);
            foreach (string statement in statements.Print(printer, i => _kernel.TypeOf(i) + " "))
                _writer.Line(statement + ";");
            foreach (AxisPlace store in loop.Stores)
                _writer.Line($"{_kernel.Axes[store.Buffer].Memory}[{index}] = {printer.Print(store.Value)};");
        }

        _ofLoops.UnionWith(taken.Except(before));
        _taken.UnionWith(_ofLoops);
    }

    // A thread that shares the parameter writes the states only when no other thread reads the states any more.
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
