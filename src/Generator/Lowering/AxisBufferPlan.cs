using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>
/// The memory for row-rate and column-rate values. States are in the model's memory; other values are in scratch memory if they are needed
/// later than they are computed.
/// </summary>
internal sealed class AxisBufferPlan
{
    private readonly Program _program;
    private readonly SweepPlan _plan;
    private readonly List<AxisBuffer> _buffers = [];
    private readonly Dictionary<int, int> _ofState = [];
    private readonly Dictionary<int, int> _ofValue = [];
    private readonly Dictionary<int, int> _copies = [];
    private readonly HashSet<int> _late = [];

    public AxisBufferPlan(Program program, SweepPlan plan)
    {
        (_program, _plan) = (program, plan);
        foreach ((StateSlot slot, int state) in program.States.Select((s, i) => (s, i)).Where(s => s.s.Rate is Rate.Row or Rate.Column))
        {
            _ofState.Add(state, Add(new(slot.Rate, slot.Out, state)));
            if (IsNeededAfter(state))
                _late.Add(state);
        }

        for (int i = 0; i < program.Instructions.Count; i++)
        {
            Instruction instruction = program.Instructions[i];
            if (instruction.Rate is not (Rate.Row or Rate.Column) || instruction.IsInput)
                continue;
            bool isFromSweep = SplitSweeps.IsOverElements(program, i);
            int[] states = [.. _ofState.Keys.Where(s => program.States[s].Out == i).OrderBy(s => s)];
            if (!isFromSweep && states.Any(s => !_late.Contains(s)))
                _ofValue[i] = _ofState[states.First(s => !_late.Contains(s))];
            else if (isFromSweep || states.Any(_late.Contains) || Uses(i).Any(time => time > plan.Times[i]))
                _ofValue[i] = Add(new(instruction.Rate, i, null));
        }

        // A state that takes over the old value of another state needs a copy of the value before the other state changes.
        bool TakesOtherState(int s) =>
            program.Instructions[program.States[s].Out] is { Op: Op.State, Payload.Index: var other } && other != s;
        foreach (int state in _ofState.Keys.OrderBy(s => s).Where(s => !IsFilled(s) && TakesOtherState(s)))
            _copies[state] = Add(new(program.States[state].Rate, program.States[state].Out, null, IsCopy: true));
    }

    /// <summary>The buffers; states first.</summary>
    public EquatableArray<AxisBuffer> Buffers => _buffers.ToEquatableArray();

    /// <summary>Returns the number of the buffer that holds a value, or null if none does.</summary>
    public int? Find(int position) => _program.Instructions[position] is { Op: Op.State, Payload.Index: var state }
        ? _ofState.TryGetValue(state, out int input) ? input : null
        : _ofValue.TryGetValue(position, out int buffer) ? buffer : null;

    /// <summary>Returns the values that are computed at a time for each row or column, with the buffers that hold the values.</summary>
    public IReadOnlyList<AxisPlace> Due(Time time, Rate rate)
    {
        return
        [
            .. Enumerable.Range(0, _buffers.Count)
                .Where(b => _buffers[b].Rate == rate && _plan.Times[_buffers[b].Value] == time && IsComputed(_buffers[b]))
                .OrderBy(b => _buffers[b].State is null ? 0 : 1)
                .Select(b => new AxisPlace(b, _buffers[b].Value)),
        ];

        bool IsComputed(AxisBuffer buffer) =>
            buffer.State is { } state ? IsWrittenAtOnce(state) : !SplitSweeps.IsOverElements(_program, buffer.Value);
    }

    /// <summary>Returns the actions after the last sweep, when no old value of a state is needed any more.</summary>
    public IEnumerable<KernelAction> End()
    {
        foreach (int state in _ofState.Keys.OrderBy(s => s).Where(s => _program.Changes(s) && !IsFilled(s) && !IsWrittenAtOnce(s)))
        {
            int next = _copies.TryGetValue(state, out int copy) ? copy : Find(_program.States[state].Out)!.Value;
            yield return new CopyAxis(next, _ofState[state]);
        }

        foreach (int state in _ofState.Keys.OrderBy(s => s).Where(IsFilled))
            yield return new FillAxis(_ofState[state], _program.States[state].Out);
    }

    private int Add(AxisBuffer buffer)
    {
        _buffers.Add(buffer);
        return _buffers.Count - 1;
    }

    private bool IsWrittenAtOnce(int state) =>
        !_late.Contains(state) && !_copies.ContainsKey(state) && !IsFilled(state) && _program.Changes(state);

    // One next value for all rows or columns stays at hand to the end, so that it replaces the old values when nothing needs them any more.
    private bool IsFilled(int state) => _program.Instructions[_program.States[state].Out].Rate <= Rate.Tensor;

    private bool IsNeededAfter(int state)
    {
        int input = _program.InputOf(state);
        return input >= 0 && Uses(input).Any(time => time > _plan.Times[_program.States[state].Out]);
    }

    // The times at which a value is needed: to compute values of row, column or tensor rate, and in sweeps.
    private IEnumerable<Time> Uses(int position)
    {
        for (int user = 0; user < _program.Instructions.Count; user++)
        {
            Instruction instruction = _program.Instructions[user];
            if (instruction.Rate is Rate.Row or Rate.Column or Rate.Tensor
                && !SplitSweeps.IsOverElements(_program, user)
                && instruction.Operands.Contains(position))
            {
                yield return _plan.Times[user];
            }
        }

        for (int sweep = 0; sweep < _plan.Sweeps.Count; sweep++)
        {
            if (_plan.Sweeps[sweep].Rows.Concat(_plan.Sweeps[sweep].Columns).Contains(position))
                yield return Time.During(sweep);
        }
    }
}
