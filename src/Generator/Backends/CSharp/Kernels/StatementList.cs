using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>
/// A list of statements for values. Values that the rule names, and values that are used more than once, become variables; other values
/// are spelt where they are used. A variable is assigned again, as in the rule, if its old value is not needed any more.
/// </summary>
internal sealed class StatementList
{
    // Printers and the compiler go into an expression level by level. If its stack ends, the compiler refuses the expression (CS8078).
    private const int DeepestExpression = 64;

    private readonly Program _program;
    private readonly ISet<string> _taken;
    private readonly Dictionary<int, string> _variables = [];
    private readonly Dictionary<string, int> _holders = [];

    private readonly int[] _positions;
    private readonly HashSet<int> _hasStatement;
    private readonly int[] _lastSpelt;
    private readonly int[] _roots;
    private int _printed;

    /// <param name="program">The program.</param>
    /// <param name="roots">The values that are needed after the statements.</param>
    /// <param name="included">Returns true if a value may become a statement.</param>
    /// <param name="taken">The names that are not free.</param>
    /// <param name="stage">Returns the earliest time at which a value can be computed; null if all values can be computed at once.</param>
    public StatementList(
        Program program, IEnumerable<int> roots, Func<int, bool> included, ISet<string> taken, Func<int, int>? stage = null)
    {
        _program = program;
        _taken = taken;
        _roots = [.. roots.Distinct()];
        int[] uses = Uses(included, out int[] lastUser);
        int[] depths = new int[uses.Length];
        _positions =
        [
            .. Enumerable.Range(0, program.Instructions.Count).Where(i =>
                program.Instructions[i] is { IsInput: false, IsConstant: false } instruction
                && included(i)
                && uses[i] > 0
                && IsStatement(i, instruction))
                .OrderBy(i => stage?.Invoke(i) ?? 0),
        ];
        _hasStatement = [.. _positions];
        _lastSpelt = LastSpelt();

        bool IsStatement(int i, Instruction instruction)
        {
            int depth = 1 + instruction.Operands.Select(o => depths[o]).DefaultIfEmpty().Max();
            bool isVariable = instruction.Name is not null || (uses[i] > 1 && OpTable.Shape(instruction.Op) != OpShape.Conversion);
            bool isStatement = depth > DeepestExpression || (!IsBranch(i, uses[i], lastUser[i]) && isVariable);
            depths[i] = isStatement ? 0 : depth;
            return isStatement;
        }
    }

    /// <summary>Registers a variable that holds a value before the first statement.</summary>
    public void Bind(int position, string variable)
    {
        _variables[position] = variable;
        _holders[variable] = position;
        _taken.Add(variable);
    }

    /// <summary>Returns the variable that holds a value, or null if none does.</summary>
    public string? VariableOf(int position) => _variables.TryGetValue(position, out string? variable) ? variable : null;

    /// <summary>Returns the statements that are left, in order.</summary>
    /// <param name="printer">The printer of expressions.</param>
    /// <param name="declaration">Returns the keyword that declares a variable for a value, or null if none is needed.</param>
    /// <param name="due">Returns false for the value before whose statement the list stops; null if the list goes to the end.</param>
    public IEnumerable<string> Print(ExpressionPrinter printer, Func<Instruction, string?> declaration, Func<int, bool>? due = null)
    {
        for (; _printed < _positions.Length && due?.Invoke(_positions[_printed]) != false; _printed++)
        {
            int position = _positions[_printed];
            Instruction instruction = _program.Instructions[position];
            string name = Identifiers.Escape(instruction.Name ?? "t");
            bool again = instruction.Name is not null
                && _holders.TryGetValue(name, out int held)
                && CanTakeOver(held, position, _printed, declaration(instruction) is not null);
            if (!again)
                name = Identifiers.Unique(name, _taken);

            string statement;
            if (again && instruction.A == _holders[name] && ExpressionPrinter.CompoundOperator(instruction.Op) is { } compound)
                statement = $"{name} {compound} {printer.Print(instruction.B)}";
            else
                statement = $"{(again ? null : declaration(instruction))}{name} = {printer.Print(position)}";
            _variables[position] = name;
            _holders[name] = position;
            yield return statement;
        }
    }

    // The old value must be of the same kind, and no later statement may spell it.
    private bool CanTakeOver(int held, int position, int statement, bool isDeclared)
    {
        Instruction old = _program.Instructions[held], next = _program.Instructions[position];
        return old.Type == next.Type
            && (old.Rate == next.Rate || !isDeclared)
            && !_roots.Any(root => Spells(root, held))
            && _lastSpelt[held] <= statement;
    }

    // The number of the last statement that spells each value; -1 if none does.
    private int[] LastSpelt()
    {
        int[] last = [.. Enumerable.Repeat(-1, _program.Instructions.Count)];
        for (int statement = 0; statement < _positions.Length; statement++)
        {
            var pending = new Stack<int>(_program.Instructions[_positions[statement]].Operands);
            while (pending.Count > 0)
            {
                int position = pending.Pop();
                if (last[position] == statement)
                    continue;
                last[position] = statement;
                if (!_hasStatement.Contains(position))
                    _program.Instructions[position].Operands.ToList().ForEach(pending.Push);
            }
        }

        return last;
    }

    // An expression spells a value, its operands, and so on down to operands that have variables. Operands stand before their value.
    private bool Spells(int position, int target) =>
        position == target
        || (position > target
            && !_hasStatement.Contains(position)
            && !_variables.ContainsKey(position)
            && _program.Instructions[position].Operands.Any(o => Spells(o, target)));

    // The value that a branch gives to a variable is spelt within the choice between the branches.
    private bool IsBranch(int position, int uses, int user) =>
        uses == 1
        && user >= 0
        && _program.Instructions[user].Op == Op.Select
        && _program.Instructions[user].A != position
        && _program.Instructions[user].Name == _program.Instructions[position].Name;

    private int[] Uses(Func<int, bool> included, out int[] lastUser)
    {
        int[] uses = new int[_program.Instructions.Count];
        lastUser = [.. Enumerable.Repeat(-1, uses.Length)];
        bool[] seen = new bool[uses.Length];
        var pending = new Stack<int>(_roots);
        foreach (int root in _roots)
            uses[root]++;
        while (pending.Count > 0)
        {
            int position = pending.Pop();
            if (seen[position] || !included(position))
                continue;
            seen[position] = true;
            foreach (int operand in _program.Instructions[position].Operands)
            {
                uses[operand]++;
                lastUser[operand] = position;
                pending.Push(operand);
            }
        }

        return uses;
    }
}
