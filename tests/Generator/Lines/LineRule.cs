using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Generator.Tests.Lines;

/// <summary>A rule with a state of one rate that is assigned a value of another, beside a reduction or none.</summary>
/// <param name="State">The rate of the state: Element, Row, Column or Tensor.</param>
/// <param name="Value">The rate of the assigned value, Unchanged, or Other for the value of another state of the same rate.</param>
/// <param name="Reduction">The rate of the reduction, or None.</param>
/// <param name="Reads">The part of the state that the update of the parameter reads: Nothing, Before, After or Both.</param>
internal sealed record LineRule(string State, string Value, string Reduction, string Reads)
{
    public static readonly string[] States = ["Element", "Row", "Column", "Tensor"];

    public static readonly string[] Reductions = ["None", "Tensor", "Row", "Column"];

    public static readonly string[] Readings = ["Both", "Before", "After", "Nothing"];

    /// <summary>The values that a state of each rate can be assigned.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Values = new Dictionary<string, string[]>
    {
        ["Element"] = ["Unchanged", "Constant", "Uniform", "Tensor", "Row", "Column", "Varying", "Other"],
        ["Row"] = ["Unchanged", "Constant", "Uniform", "Tensor", "Row", "Other"],
        ["Column"] = ["Unchanged", "Constant", "Uniform", "Tensor", "Column", "Other"],
        ["Tensor"] = ["Unchanged", "Constant", "Uniform", "Tensor", "Other"],
    };

    /// <summary>Every state with every value and every reduction, and every reading of each state and value.</summary>
    public static IReadOnlyList<LineRule> All { get; } =
    [
        .. States.SelectMany(
            state => Values[state].SelectMany(
                (value, v) => Reductions.Select(
                    (reduction, r) => new LineRule(state, value, reduction, Readings[(v + r) % Readings.Length])))),
    ];

    public string Name => State + Value + Reduction + Reads;

    /// <summary>The rule.</summary>
    /// <param name="change">The factor on the update of the parameter; another number for controls.</param>
    /// <param name="assigned">The factor on the assigned value; another number for controls.</param>
    public string Source(string change = "1f", string assigned = "1f") => $$"""
        [UpdateRule]
        public static partial class {{Name}}
        {
            public static void Update(
                ref float parameter, float gradient, {{Declared("state")}}, {{Declared("other")}},
                ref double seen, [State(Per = Per.Row, Initial = 1)] ref float row, [State(Per = Per.Column)] ref float column,
                long step, double learningRate = 0.01, double decay = 0.75)
            {
                {{(State == "Tensor" ? "double" : "float")}} before = state;
                {{Assignment(assigned)}}
                {{Others}}
                float scale = {{Read}};
                float reduced = {{Reduced}};
                parameter -= {{change}} * (float)learningRate * (gradient * scale + reduced);
            }
        }
        """;

    // A state that nothing reads is not kept; what the value is made of is.
    private string Others => (State == "Tensor" ? "other = 0.5 * other + 1;" : "other = 0.5f * other + 1f;")
        + (Value == "Tensor" ? " seen = 0.5 * seen + 1;" : "")
        + (Value == "Row" ? " row = 0.5f * row + 1f;" : "")
        + (Value == "Column" ? " column = 0.5f * column + 1f;" : "");

    private string Read
    {
        get
        {
            string cast = State == "Tensor" ? "(float)" : "";
            return Reads switch { "Both" => $"{cast}before + {cast}state", "Before" => cast + "before", "After" => cast + "state", _ => "1f" };
        }
    }

    private string Reduced => Reduction switch
    {
        "Tensor" => "(float)Reduce.Norm(gradient * scale)",
        "Row" => "Reduce.RowMean(gradient * scale)",
        "Column" => "Reduce.ColumnMax(gradient + scale)",
        _ => "0.5f",
    };

    private string Declared(string name) => State switch
    {
        "Tensor" => $"[State(Initial = 0.5)] ref double {name}",
        "Element" => $"[State(Initial = 0.5)] ref float {name}",
        var per => $"[State(Per = Per.{per}, Initial = 0.5)] ref float {name}",
    };

    private string Assignment(string assigned)
    {
        string value = (State, Value) switch
        {
            ("Tensor", "Constant") => "2.0",
            ("Tensor", "Uniform") => "decay * step",
            ("Tensor", "Tensor") => "0.5 * state + seen",
            (_, "Unchanged") => "",
            (_, "Constant") => "2f",
            (_, "Uniform") => "(float)(decay * step)",
            (_, "Tensor") => "(float)(seen * Shape.Columns)",
            (_, "Row") => "0.25f * row + 1f",
            (_, "Column") => "0.25f * column - 1f",
            (_, "Varying") => "0.5f * state + gradient",
            _ => "other",
        };
        return value.Length == 0 ? ""
            : assigned == "1f" ? $"state = {value};"
            : $"state = {(State == "Tensor" ? "(double)" : "")}{assigned} * ({value});";
    }
}
