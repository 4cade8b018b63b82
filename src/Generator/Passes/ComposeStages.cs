using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// Makes one rule of a rule and the stages around it: transforms make the gradient that the rule sees, averages begin with the parameter
/// that it leaves. What comes after knows of no stages.
/// </summary>
internal static class ComposeStages
{
    private static readonly Memo<EquatableArray<Rule>, Rule> Wholes = new(Join);

    /// <param name="rules">The rule, then the stages in order.</param>
    public static Rule Run(EquatableArray<Rule> rules) => rules.Count == 1 ? rules[0] : Wholes[rules];

    private static Rule Join(EquatableArray<Rule> rules)
    {
        Program rule = rules[0].Update;
        Part[] parts = [.. Parts(rules)];
        Program whole = rule with
        {
            Hyperparameters = parts.SelectMany(p => p.Hyperparameters).ToEquatableArray(),
            States = parts.SelectMany(p => p.States).ToEquatableArray(),
        };

        var builder = new CompositionBuilder(
            whole, InputName(rule, Op.Parameter, "parameter"), InputName(rule, Op.Gradient, "gradient"), InputName(rule, Op.Step, "step"));
        foreach (Part transform in parts.Where(p => p.Update.Kind == ProgramKind.Transform))
            builder.Gradient = builder.Append(transform, transform.Update)[transform.Update.ParameterOut];
        builder.Updated = builder.Append(parts[0], rule)[rule.ParameterOut];
        foreach (Part average in parts.Where(p => p.Update.Kind == ProgramKind.Average))
            builder.Updated = builder.Append(average, average.Update)[average.Update.ParameterOut];
        Part? mover = parts.FirstOrDefault(p => p.Rule.Evaluate is not null);
        return new(builder.ToProgram(), Move(mover, mover?.Rule.Evaluate), Move(mover, mover?.Rule.Train));

        Program? Move(Part? part, Program? move)
        {
            if (part is null || move is null)
                return null;
            var way = new CompositionBuilder(
                whole with { Name = move.Name, Source = null, Requirements = EquatableArray<Requirement>.Empty },
                builder.Parameter,
                builder.GradientName,
                builder.Step);
            way.Updated = way.Append(part, move)[move.ParameterOut];
            return way.ToProgram();
        }
    }

    // Hyperparameters and states are numbered on, and draws have the number of their stage. The states of a stage have its name in theirs,
    // whatever else there is, so that a checkpoint is read by the class that comes to have another stage; its hyperparameters only where
    // another has the same name.
    private static IEnumerable<Part> Parts(EquatableArray<Rule> rules)
    {
        var taken = new HashSet<string>(
            rules[0].Update.Hyperparameters.Select(h => h.Name).Concat(rules[0].Update.States.Select(s => s.Name)));
        int hyperparameters = 0, states = 0, stage = 0;
        foreach (Rule rule in rules)
        {
            Program update = rule.Update;
            string prefix = Identifiers.Camel(update.Name);
            int firstHyperparameter = hyperparameters;
            bool isStage = update.Kind != ProgramKind.Rule;
            string Own(string name) => Identifiers.Unique(prefix + Identifiers.Pascal(name), taken);
            yield return new(
                rule,
                [.. update.Hyperparameters.Select(h => isStage && !taken.Add(h.Name) ? h with { Name = Own(h.Name) } : h)],
                [
                    .. update.States.Select(
                        s => (isStage
                            ? s with { Name = Own(s.Name) }
                            : s) with { InitialFrom = s.InitialFrom < 0 ? -1 : s.InitialFrom + firstHyperparameter }),
                ],
                hyperparameters,
                states,
                stage++);
            hyperparameters += update.Hyperparameters.Count;
            states += update.States.Count;
        }
    }

    private static string InputName(Program program, Op op, string otherwise) =>
        program.Instructions.FirstOrDefault(i => i.Op == op).Name ?? otherwise;

    /// <summary>
    /// A rule or stage, where its hyperparameters and states begin among those of all, and the number of the stage, 0 for the rule.
    /// </summary>
    private sealed record Part(
        Rule Rule,
        IReadOnlyList<Hyperparameter> Hyperparameters,
        IReadOnlyList<StateSlot> States,
        int FirstHyperparameter,
        int FirstState,
        int Stage)
    {
        public Program Update => Rule.Update;
    }

    /// <summary>The one program, and what the next part finds where it reads a parameter and a gradient.</summary>
    private sealed class CompositionBuilder
    {
        private readonly ProgramBuilder _builder = new();
        private readonly Program _whole;
        private readonly int[] _states;
        private readonly List<Requirement> _requirements = [];

        public CompositionBuilder(Program whole, string parameter, string gradient, string step)
        {
            (_whole, Parameter, GradientName, Step) = (whole, parameter, gradient, step);
            Updated = _builder.Parameter(parameter);
            _states = [.. whole.States.Select((s, i) => _builder.State(i, s.Rate, s.Name))];
        }

        public string Parameter { get; }

        public string GradientName { get; }

        public string Step { get; }

        /// <summary>The gradient as the last transform has left it; null before the first.</summary>
        public int? Gradient { get; set; }

        /// <summary>The parameter as the last part has left it.</summary>
        public int Updated { get; set; }

        /// <summary>Appends a program of a part; returns where its values have come to stand.</summary>
        public int[] Append(Part part, Program program)
        {
            int[] map = new int[program.Instructions.Count];
            Dictionary<string, string> names = Names(part, program);
            for (int i = 0; i < map.Length; i++)
            {
                Instruction instruction = program.Instructions[i];
                int number = instruction.Payload.Index;
                map[i] = instruction.Op switch
                {
                    Op.Parameter => _builder.Parameter(Parameter),
                    Op.Gradient => Gradient ?? _builder.Gradient(GradientName),
                    Op.Updated => Updated,
                    Op.State => _states[part.FirstState + number],
                    Op.Hyperparameter => _builder.Hyperparameter(
                        part.FirstHyperparameter + number, instruction.Type, part.Hyperparameters[number].Name),
                    Op.Step => _builder.Step(Step),
                    Op.UniformNoise or Op.NormalNoise => _builder.Named(
                        _builder.Draw(instruction.Op, new Draw(part.Stage, number)), NameOf(instruction)),
                    _ => _builder.Copy(instruction.Mapped(map) with { Name = NameOf(instruction) }),
                };
            }

            for (int s = 0; s < program.States.Count; s++)
                _states[part.FirstState + s] = map[program.States[s].Out];
            _requirements.AddRange(program.Requirements.Select(r => r with { Condition = map[r.Condition] }));
            return map;

            string? NameOf(Instruction instruction) =>
                instruction.Name is { } name && names.TryGetValue(name, out string other) ? other : instruction.Name;
        }

        public Program ToProgram() => _whole with
        {
            Instructions = _builder.ToInstructions(),
            ParameterOut = Updated,
            States = _whole.States.Select((s, i) => s with { Out = _states[i] }).ToEquatableArray(),
            Requirements = _requirements.ToEquatableArray(),
        };

        // A part's own words for the parameter, the gradient and its states.
        private Dictionary<string, string> Names(Part part, Program program)
        {
            var names = new Dictionary<string, string>();
            foreach (Instruction input in program.Instructions)
            {
                string? name = input.Op switch
                {
                    Op.Updated => Parameter,
                    Op.Gradient => GradientName,
                    Op.State => part.States[input.Payload.Index].Name,
                    _ => null,
                };
                if (name is not null)
                    names[input.Name!] = name;
            }

            return names;
        }
    }
}
