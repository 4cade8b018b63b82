using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>
/// Where a kernel keeps what differs by row or by column: states in the model's memory, everything else that is needed later than it is computed in
/// memory of its own.
/// </summary>
internal sealed class AxisBuffers
{
    private readonly Program _program;
    private readonly SweepPlan _plan;
    private readonly Dictionary<int, AxisBuffer> _own = [];
    private readonly Dictionary<int, AxisBuffer> _copies = [];

    public AxisBuffers(Program program, SweepPlan plan, Func<string, string> variable)
    {
        (_program, _plan) = (program, plan);
        States =
        [
            .. program.States.Select((s, i) => (s, i)).Where(s => s.s.Rate is Rate.Row or Rate.Column)
                .Select(s => new AxisBuffer(variable(s.s.Name + "s"), s.s.Name, s.s.Rate, s.s.Out, s.i, IsNeededAfter(s.i))),
        ];
        // What becomes another state is copied first, before that one changes.
        foreach (AxisBuffer state in States.Where(s => program.Instructions[s.Out] is { Op: Op.State, Payload: var other } && other != s.State))
            _copies[state.State!.Value] = new(variable(program.States[(int)program.Instructions[state.Out].Payload].Name + "s"), state.Name, state.Rate, state.Out, null, false);
        for (int i = 0; i < program.Instructions.Count; i++)
        {
            Instruction instruction = program.Instructions[i];
            if (instruction.Rate is not (Rate.Row or Rate.Column) || instruction.IsInput)
                continue;
            bool isFromSweep = SplitSweeps.IsOverElements(program, i);
            AxisBuffer? state = isFromSweep ? null : States.FirstOrDefault(s => s.Out == i && !s.IsLate);
            bool isLate = States.Any(s => s.Out == i && s.IsLate);
            if (state is not null)
                _own[i] = state;
            else if (isFromSweep || isLate || Uses(i).Any(time => time > plan.Times[i]))
                _own[i] = new(variable(Name(i) + "s"), Name(i), instruction.Rate, i, null, false);
        }
    }

    /// <summary>The states that there is one of for each row or column.</summary>
    public IReadOnlyList<AxisBuffer> States { get; }

    /// <summary>What needs memory of its own.</summary>
    public IEnumerable<AxisBuffer> Own => _own.Values.Where(l => l.State is null).Concat(_copies.Values);

    /// <summary>Where a value is kept, or null.</summary>
    public AxisBuffer? Find(int position) => _program.Instructions[position] is { Op: Op.State, Payload: var state }
        ? States.FirstOrDefault(s => s.State == state)
        : _own.TryGetValue(position, out AxisBuffer? axis) ? axis : null;

    /// <summary>What is computed for each row or column at a time, and where it is kept.</summary>
    public IReadOnlyList<(AxisBuffer AxisBuffer, int Position)> Due(Time time, Rate rate) =>
    [
        .. Own.Where(l => l.Rate == rate && _plan.Times[l.Out] == time && !SplitSweeps.IsOverElements(_program, l.Out)).Select(l => (l, l.Out)),
        .. States.Where(s => s.Rate == rate && !s.IsLate && !IsFilled(s) && !_copies.ContainsKey(s.State!.Value) && _plan.Times[s.Out] == time && !IsUnchanged(s))
            .Select(s => (s, s.Out)),
    ];

    /// <summary>States whose old values are needed to the end, with the lines that hold their new values.</summary>
    public IEnumerable<(AxisBuffer State, AxisBuffer Next)> Late => States
        .Where(s => !IsUnchanged(s) && !IsFilled(s) && (s.IsLate || _copies.ContainsKey(s.State!.Value)))
        .Select(s => (s, _copies.TryGetValue(s.State!.Value, out AxisBuffer? copy) ? copy : Find(s.Out)!));

    /// <summary>States that become one value for all rows or columns. That value is at hand to the end, so the old ones are replaced last.</summary>
    public IEnumerable<AxisBuffer> Filled => States.Where(IsFilled);

    private bool IsFilled(AxisBuffer state) => _program.Instructions[state.Out].Rate <= Rate.Tensor;

    private bool IsUnchanged(AxisBuffer state) => _program.Instructions[state.Out] is { Op: Op.State, Payload: var index } && index == state.State;

    private bool IsNeededAfter(int state)
    {
        int input = _program.Instructions.ToList().FindIndex(i => i.Op == Op.State && i.Payload == state);
        return input >= 0 && Uses(input).Any(time => time > _plan.Times[_program.States[state].Out]);
    }

    // When a value is needed: by what is computed once for each row or column, and by sweeps.
    private IEnumerable<Time> Uses(int position)
    {
        for (int user = 0; user < _program.Instructions.Count; user++)
        {
            Instruction instruction = _program.Instructions[user];
            if (instruction.Rate is Rate.Row or Rate.Column or Rate.Tensor && !SplitSweeps.IsOverElements(_program, user) && instruction.Operands.Contains(position))
                yield return _plan.Times[user];
        }

        for (int sweep = 0; sweep < _plan.Sweeps.Count; sweep++)
        {
            if (_plan.Sweeps[sweep].Rows.Concat(_plan.Sweeps[sweep].Columns).Contains(position))
                yield return Time.During(sweep);
        }
    }

    private string Name(int position)
    {
        Instruction instruction = _program.Instructions[position];
        return instruction.Name ?? (instruction.IsReduction ? Identifiers.Camel(instruction.Rate.ToString()) + instruction.Op : Identifiers.Camel(instruction.Rate.ToString()));
    }
}

/// <summary>One value for each row or column.</summary>
/// <param name="Span">The variable that holds all of them.</param>
/// <param name="Name">What the one at hand is called.</param>
/// <param name="Rate">Row or Column.</param>
/// <param name="Out">The value that is kept.</param>
/// <param name="State">The state whose memory it is, or null.</param>
/// <param name="IsLate">Whether the state's old values are needed after the new ones are known.</param>
internal sealed record AxisBuffer(string Span, string Name, Rate Rate, int Out, int? State, bool IsLate)
{
    /// <summary>The span as an expression: memory of its own is one within what was borrowed.</summary>
    public string Memory => State is null ? Span + ".Span" : Span;
}
