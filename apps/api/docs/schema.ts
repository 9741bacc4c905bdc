import ts from 'typescript';

/** A JSON Schema as OpenAPI 3.0 takes it. */
export interface Schema {
  type?: string;
  format?: string;
  enum?: unknown[];
  nullable?: boolean;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema;
  anyOf?: Schema[];
  $ref?: string;
}

/** TypeScript types as the JSON they become: dates and amounts in fen are texts, named types are components of their own. */
export class Schemas {
  readonly components: Record<string, Schema> = {};

  constructor(private readonly checker: ts.TypeChecker) {}

  of(type: ts.Type): Schema {
    if (type.isUnion()) return this.ofUnion(type.types);
    if (type.flags & ts.TypeFlags.StringLiteral) return { type: 'string', enum: [(type as ts.StringLiteralType).value] };
    if (type.flags & ts.TypeFlags.NumberLiteral) return { type: 'number', enum: [(type as ts.NumberLiteralType).value] };
    if (type.flags & ts.TypeFlags.StringLike) return { type: 'string' };
    if (type.flags & ts.TypeFlags.NumberLike) return { type: 'number' };
    if (type.flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
    if (type.flags & ts.TypeFlags.BigIntLike) return { type: 'string', format: 'bigint' };
    if (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) return this.ofObject(type);
    return {};
  }

  private ofUnion(types: ts.Type[]): Schema {
    const kinds = types.filter((one) => !(one.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)));
    const given = kinds.filter((one) => !(one.flags & ts.TypeFlags.Null));
    const nullable = given.length < kinds.length ? { nullable: true } : {};
    if (given.every((one) => one.flags & ts.TypeFlags.BooleanLiteral) && given.length === 2)
      return { type: 'boolean', ...nullable };
    if (given.length > 0 && given.every((one) => one.isStringLiteral()))
      return { type: 'string', enum: given.map((one) => one.value), ...nullable };
    const schemas = [...new Map(given.map((one) => this.of(one)).map((one) => [JSON.stringify(one), one])).values()];
    return { ...(schemas.length === 1 ? schemas[0] : { anyOf: schemas }), ...nullable };
  }

  private ofObject(type: ts.Type): Schema {
    if (type.symbol?.name === 'Date') return { type: 'string', format: 'date-time' };
    if (this.checker.isArrayType(type) || this.checker.isTupleType(type)) {
      const elements = this.checker.getTypeArguments(type as ts.TypeReference);
      return { type: 'array', items: elements.length > 0 ? this.ofUnion([...elements]) : {} };
    }
    const name = this.nameOf(type);
    if (!name) return this.fieldsOf(type);
    if (!(name in this.components)) {
      // Taken before it is filled: a type may speak of itself.
      const component: Schema = (this.components[name] = {});
      Object.assign(component, this.fieldsOf(type));
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  private fieldsOf(type: ts.Type): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const field of this.checker.getPropertiesOfType(type)) {
      const declared = field.valueDeclaration ?? field.declarations?.[0];
      const fieldType = declared ? this.checker.getTypeOfSymbolAtLocation(field, declared) : this.checker.getTypeOfSymbol(field);
      if (fieldType.getCallSignatures().length > 0) continue;
      properties[field.name] = this.of(fieldType);
      if (!(field.flags & ts.SymbolFlags.Optional)) required.push(field.name);
    }
    const rest = this.checker.getIndexInfosOfType(type).at(0);
    return {
      type: 'object',
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
      ...(rest ? { additionalProperties: this.of(rest.type) } : {}),
    };
  }

  /** The name of an interface or alias of ours, with its arguments: 'Page_CaseRow'. */
  private nameOf(type: ts.Type): string | undefined {
    const symbol = type.aliasSymbol ?? type.symbol;
    const ours = symbol?.declarations?.some(
      (one) =>
        !one.getSourceFile().fileName.includes('/node_modules/') &&
        (ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one)),
    );
    if (!ours) return undefined;
    const text = this.checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
    return text.length > 80 ? undefined : text.replace(/\W+/g, '_').replace(/_$/, '');
  }
}
