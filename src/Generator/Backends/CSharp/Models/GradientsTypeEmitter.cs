using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>Writes the type of the gradients: how they are made, and a member for each parameter, and for each model within where gradients are added up.</summary>
internal sealed class GradientsTypeEmitter
{
    private const string Tree = "global::FusedOpt.GradientTree";

    private readonly SourceWriter _writer;
    private readonly ModelSketch _model;
    private readonly PartField[] _parts;
    private readonly string[] _made;
    private readonly string _parameter;
    private readonly string _tree;
    private readonly string _owner;
    private readonly string _space;

    private GradientsTypeEmitter(SourceWriter writer, ModelSketch model)
    {
        (_writer, _model) = (writer, model);
        (_parameter, _tree) = (model.Names.Local("model"), model.Names.Local("tree"));
        HashSet<string> taken = [.. model.Parameters.Select(p => p.Field.Name), .. model.Target.Parts.Select(p => p.Name), .. model.Arena is { } arena ? [arena] : Array.Empty<string>()];
        _parts = model.Target.SumsGradients ? [.. model.Target.Parts] : [];
        (_owner, _space) = (Identifiers.Unique("_model", taken), Identifiers.Unique("_space", taken));
        _made = [.. _parts.Select(p => Identifiers.Unique("_" + Identifiers.Camel(p.Name), taken))];
    }

    private bool Sums => _model.Target.SumsGradients;

    // The copy of a record has gradients of its own.
    private bool IsOf => _model.Target.Lineage.IsRecord && !_model.IsStruct && !_model.IsDerived;

    public static void Emit(SourceWriter writer, ModelSketch model)
    {
        var emitter = new GradientsTypeEmitter(writer, model);
        emitter.EmitCreation();
        emitter.EmitType();
    }

    // The most derived class knows all parameters.
    private void EmitCreation()
    {
        if (!_model.IsDerived && !_model.Target.Lineage.IsOpen)
            return;
        string returned = (_model.IsDerived ? _model.Target.Lineage.Base + "." : "") + Surface.GradientsType;
        (string parameter, string argument) = Sums ? ($"{Tree}? {_tree}", ", " + _tree) : ("", "");
        _writer.Line("/// <summary>Makes the gradients, of every class that this one derives from, too.</summary>");
        GradientsEmitter.EmitHidden(_writer);
        _writer.Line($"{_model.Hook}{returned} {_model.Names.CreateGradients}({parameter}) => new {Surface.GradientsType}(this{argument});").Line();
    }

    private void EmitType()
    {
        string kind = _model.IsStruct ? "struct" : _model.Target.Lineage.IsOpen ? "class" : "sealed class";
        _writer.Line($"/// <summary>A gradient for each parameter of {_model.Target.Type.Name}, under its name.</summary>");
        _writer.Line(FileEmitter.GeneratedCode);
        using (_writer.Block($"public {(_model.IsDerived ? "new " : "")}{kind} {Surface.GradientsType}{(_model.IsDerived ? $" : {_model.Target.Lineage.Base}.{Surface.GradientsType}" : "")}"))
        {
            EmitFields();
            EmitConstructors();
            if (IsOf)
            {
                _writer.Line().Line("/// <summary>Whether they are those of a model, and not of one that it was copied from.</summary>");
                _writer.Line($"internal bool IsOf({_model.Target.Type.Self} {_parameter}) => ReferenceEquals({_owner}, {_parameter});");
            }

            foreach (ModelParameter p in _model.Parameters)
                EmitMember(p);
            if (Sums)
                EmitWhole();
        }
    }

    private void EmitFields()
    {
        var fields = new List<string>();
        if (IsOf || _parts.Length > 0)
            fields.Add($"{_model.Target.Type.Self}{(Sums ? "?" : "")} {_owner}");
        fields.AddRange(_parts.Zip(_made, (part, made) => $"{part.Gradients}{(part.HoldsNullable ? "?" : "")}[]? {made}"));
        if (_model.Arena is { } arena)
            fields.Add($"global::FusedOpt.Arena<{_model.Layout!.Keyword}> {arena}");
        if (Sums && _model.Arena is not null)
            fields.Add($"int {_space}");
        foreach (string field in fields)
            _writer.Line($"private readonly {field};");
        if (fields.Count > 0)
            _writer.Line();
    }

    private void EmitConstructors()
    {
        string type = _model.Target.Type.Self, access = _model.Target.Lineage.IsOpen ? "protected internal" : "internal";
        (string parameter, string argument) = Sums ? ($", {Tree}? {_tree}", ", " + _tree) : ("", "");
        _writer.Line($"/// <summary>Makes a gradient for each parameter of a model{(_parts.Length > 0 ? ", and for those of the models within" : "")}.</summary>");
        if (Sums)
        {
            using (_writer.Block($"public {Surface.GradientsType}({type} {_parameter}) : this({_parameter}, new {Tree}({_parameter}))"))
            {
            }

            _writer.Line();
            _writer.Line("/// <summary>Makes them as a part of a tree; without one, those that the model holds itself.</summary>");
            if (_model.Target.Lineage.IsOpen)
                GradientsEmitter.EmitHidden(_writer);
        }

        using (_writer.Block($"{access} {Surface.GradientsType}({(_model.IsStruct ? "in " : "")}{type} {_parameter}{parameter}){(_model.IsDerived ? $" : base({_parameter}{argument})" : "")}"))
        {
            if (IsOf && !Sums)
                _writer.Line($"{_owner} = {_parameter};");
            if (_model.Arena is { } arena)
                EmitArena((arena == _parameter ? "this." : "") + arena, $"{_parameter}.{arena}");
            foreach (FieldParameter p in _model.Fields.Where(p => p.NeedsPreparation && !p.Field.IsSparse))
                EmitGradient(p, $"{_parameter}.{p.Name}");
            foreach (ModelParameter p in _model.Sparse)
                RowsEmitter.EmitGradient(_writer, _model, p, _parameter);
            EmitParts();
        }
    }

    // The model's own lie beside its parameters.
    private void EmitArena(string field, string own) => _writer.Line(
        Sums ? FormattableString.Invariant($"({field}, {_space}) = {_tree} is null ? ({own}, 1) : (new global::FusedOpt.Arena<{_model.Layout!.Keyword}>(\"{_model.Target.Type.Name}\", {_model.Layout.Length}, []), 0);")
        : $"{field} = {own};");

    // Those of the model's own are wherever its models within are.
    private void EmitParts()
    {
        if (!Sums || !(IsOf || _parts.Length > 0))
            return;
        using (_writer.Block($"if ({_tree} is null)"))
        {
            _writer.Line($"{_owner} = {_parameter};");
            _writer.Line("return;");
        }

        foreach ((PartField part, string made) in _parts.Zip(_made, (p, m) => (p, m)))
        {
            if (part.Kind != PartKind.One && !part.IsNullable)
                _writer.Line($"global::FusedOpt.ParameterCheck.Assigned(\"{_model.PathOf(part.Name)}\", {_parameter}.{Identifiers.Escape(part.Name)});");
            _writer.Line($"{made} = {_model.PartsOf(part, _parameter + ".")}{(part.HoldsNullable ? "" : ".Assigned()")}.Gradients<{part.Gradients}{(part.HoldsNullable ? "?" : "")}>({_tree});");
        }
    }

    private void EmitMember(ModelParameter p)
    {
        string likeness = p is FieldParameter { Storage: var storage } ? storage.Likeness : p.Field.IsScalar ? "" : ", of the same length";
        string modifiers = $"{(p.Field.IsPublic ? "public" : "internal")} {(p.Field.HidesMember ? "new " : "")}{(p.Field.IsSparse ? "readonly " : "")}{p.Field.GradientType} {p.Name}";
        _writer.Line().Line($"/// <summary>The gradient of {p.Field.Name}{(p.Field.IsSparse ? ", row by row" : likeness)}.</summary>");
        _writer.Line(p is OwnedParameter owned ? $"{modifiers}{OwnedEmitter.Accessors(owned, Sums ? Surface.GradientSpan : _model.Arena + "[1]", "")}" : modifiers + ";");
    }

    // What those of a class have that takes sums of them.
    private void EmitWhole()
    {
        foreach ((PartField part, string made) in _parts.Zip(_made, (p, m) => (p, m)))
        {
            string name = Identifiers.Escape(part.Name);
            _writer.Line().Line($"/// <summary>The gradients of {part.Name}.</summary>");
            _writer.Line($"{part.GradientsModifiers} {name} => " + (part.Kind == PartKind.One
                ? $"{_owner} is null ? {made}![0] : {_owner}.{name}{(part.HoldsNullable ? "?" : "")}.{Surface.Gradients};"
                : $"new({_owner}?.{name}, {made});"));
        }

        if (_model.Layout is { } layout)
        {
            _writer.Line().Line("/// <summary>All gradients of partial properties, laid out as the parameters are.</summary>");
            _writer.Line($"public global::System.Span<{layout.Keyword}> {Surface.GradientSpan} => {_model.Arena}[{_space}];");
        }

        _writer.Line().Line($"/// <summary>Sets them to 0{(_parts.Length > 0 ? ", and those of the models within" : "")}.</summary>");
        using (_writer.Block($"{_model.Public}void {Surface.ZeroGradients}()"))
        {
            if (_model.IsDerived)
                _writer.Line($"base.{Surface.ZeroGradients}();");

            // A model that holds itself is refused there.
            if (_parts.Length > 0)
            {
                using (_writer.Block($"if ({_owner} is not null)"))
                {
                    _writer.Line($"{_owner}.{Surface.ZeroGradients}();");
                    _writer.Line("return;");
                }
            }

            foreach (FieldParameter p in _model.Fields)
                LoopEmitter.Emit(_writer, p, index => _writer.Line(ZeroEmitter.Cleared(p, p.Name + index)));
            if (_model.Layout is not null)
                _writer.Line($"{Surface.GradientSpan}.Clear();");
            foreach (PartField part in _parts)
            {
                string name = Identifiers.Escape(part.Name), call = $"{(part.HoldsNullable ? "?" : "")}.{Surface.ZeroGradients}();";
                if (part.Kind == PartKind.One)
                    _writer.Line(name + call);
                else
                    SumEmitter.EmitEach(_writer, _model, "var", name, call);
            }
        }
    }

    private void EmitGradient(FieldParameter p, string value)
    {
        string path = $"\"{_model.PathOf(p.Field.Name)}\"";
        if (p.Indices.Count > 0)
        {
            _writer.Line($"{p.Name} = {Each(p, path, value, p.Indices.Count)};");
            return;
        }

        if (p.Storage.IsReference)
            _writer.Line($"global::FusedOpt.ParameterCheck.Assigned({path}, {value});");
        if (p.Field.Holding.Kind != HoldingKind.Structure)
            _writer.Line($"{p.Name} = {p.Storage.Gradient(value)};");
    }

    private static string Each(FieldParameter p, string name, string value, int depth) => depth == 0
        ? p.Storage.Gradient(value)
        : $"global::FusedOpt.ParameterGradient.Each({name}, {value}, static (name, item) => " + (depth > 1
            ? Each(p, "name", "item", depth - 1) + ")"
            : p.Storage.IsReference ? $"{{ global::FusedOpt.ParameterCheck.Assigned(name, item); return {p.Storage.Gradient("item")}; }})" : p.Storage.Gradient("item") + ")");
}
