using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ThanhHoa.DigitalSignature.Organisation.Migrations
{
    /// <inheritdoc />
    public partial class PeopleAndImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:btree_gist", ",,")
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.AddColumn<string>(
                name: "share",
                schema: "organisation",
                table: "unit_succession",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "decision_date",
                schema: "organisation",
                table: "unit_placement",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "decision_number",
                schema: "organisation",
                table: "unit_placement",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ending_date",
                schema: "organisation",
                table: "unit",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ending_number",
                schema: "organisation",
                table: "unit",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "founding_date",
                schema: "organisation",
                table: "unit",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "founding_number",
                schema: "organisation",
                table: "unit",
                type: "character varying(60)",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_demonstration",
                schema: "organisation",
                table: "unit",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "follows_id",
                schema: "organisation",
                table: "post",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "birth_date",
                schema: "organisation",
                table: "person",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "identity_number",
                schema: "organisation",
                table: "person",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "merged_into_id",
                schema: "organisation",
                table: "person",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mobile",
                schema: "organisation",
                table: "person",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "import",
                schema: "organisation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    length = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    account_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    held_at = table.Column<List<Guid>>(type: "uuid[]", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    approved_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    approved_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    applied_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    added = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    fault = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    fault_detail = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "import_file",
                schema: "organisation",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_file", x => x.import_id);
                    table.ForeignKey(
                        name: "fk_import_file_import_import_id",
                        column: x => x.import_id,
                        principalSchema: "organisation",
                        principalTable: "import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import_line",
                schema: "organisation",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    row = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<int>(type: "integer", nullable: false),
                    subject = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    changes = table.Column<List<string>>(type: "text[]", nullable: false),
                    faults = table.Column<string>(type: "jsonb", nullable: true),
                    cells = table.Column<List<string>>(type: "text[]", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_line", x => new { x.import_id, x.outcome, x.row });
                    table.ForeignKey(
                        name: "fk_import_line_import_import_id",
                        column: x => x.import_id,
                        principalSchema: "organisation",
                        principalTable: "import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "import_progress",
                schema: "organisation",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    percent = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_progress", x => x.import_id);
                    table.ForeignKey(
                        name: "fk_import_progress_import_import_id",
                        column: x => x.import_id,
                        principalSchema: "organisation",
                        principalTable: "import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_unit_placement_parent",
                schema: "organisation",
                table: "unit_placement",
                sql: "parent_id <> unit_id");

            migrationBuilder.AddCheckConstraint(
                name: "ck_unit_placement_time",
                schema: "organisation",
                table: "unit_placement",
                sql: "valid_to >= valid_from");

            migrationBuilder.AddCheckConstraint(
                name: "ck_unit_life",
                schema: "organisation",
                table: "unit",
                sql: "valid_to >= valid_from");

            migrationBuilder.AddCheckConstraint(
                name: "ck_post_time",
                schema: "organisation",
                table: "post",
                sql: "held_to >= held_from");

            migrationBuilder.CreateIndex(
                name: "ix_person_merged_into_id",
                schema: "organisation",
                table: "person",
                column: "merged_into_id",
                filter: "merged_into_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_person_whole_name",
                schema: "organisation",
                table: "person",
                column: "search_name");

            migrationBuilder.CreateIndex(
                name: "ix_import_received_at",
                schema: "organisation",
                table: "import",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ix_import_state",
                schema: "organisation",
                table: "import",
                column: "state",
                filter: "state in ('Received', 'Approved')");

            migrationBuilder.AddForeignKey(
                name: "fk_person_person_merged_into_id",
                schema: "organisation",
                table: "person",
                column: "merged_into_id",
                principalSchema: "organisation",
                principalTable: "person",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            // No two units carry one code at a time, and a unit stands at one place at a time, whatever a program forgets.
            // Asked at the transaction's end: one act may end a unit and hand its code on.
            migrationBuilder.Sql("""
                alter table organisation.unit add constraint ex_unit_code
                    exclude using gist (code with =, daterange(valid_from, valid_to, '[]') with &&) deferrable initially deferred;
                alter table organisation.unit_placement add constraint ex_unit_placement
                    exclude using gist (unit_id with =, daterange(valid_from, valid_to, '[]') with &&) deferrable initially deferred;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                alter table organisation.unit drop constraint ex_unit_code;
                alter table organisation.unit_placement drop constraint ex_unit_placement;
                """);

            migrationBuilder.DropForeignKey(
                name: "fk_person_person_merged_into_id",
                schema: "organisation",
                table: "person");

            migrationBuilder.DropTable(
                name: "import_file",
                schema: "organisation");

            migrationBuilder.DropTable(
                name: "import_line",
                schema: "organisation");

            migrationBuilder.DropTable(
                name: "import_progress",
                schema: "organisation");

            migrationBuilder.DropTable(
                name: "import",
                schema: "organisation");

            migrationBuilder.DropCheckConstraint(
                name: "ck_unit_placement_parent",
                schema: "organisation",
                table: "unit_placement");

            migrationBuilder.DropCheckConstraint(
                name: "ck_unit_placement_time",
                schema: "organisation",
                table: "unit_placement");

            migrationBuilder.DropCheckConstraint(
                name: "ck_unit_life",
                schema: "organisation",
                table: "unit");

            migrationBuilder.DropCheckConstraint(
                name: "ck_post_time",
                schema: "organisation",
                table: "post");

            migrationBuilder.DropIndex(
                name: "ix_person_merged_into_id",
                schema: "organisation",
                table: "person");

            migrationBuilder.DropIndex(
                name: "ix_person_whole_name",
                schema: "organisation",
                table: "person");

            migrationBuilder.DropColumn(
                name: "share",
                schema: "organisation",
                table: "unit_succession");

            migrationBuilder.DropColumn(
                name: "decision_date",
                schema: "organisation",
                table: "unit_placement");

            migrationBuilder.DropColumn(
                name: "decision_number",
                schema: "organisation",
                table: "unit_placement");

            migrationBuilder.DropColumn(
                name: "ending_date",
                schema: "organisation",
                table: "unit");

            migrationBuilder.DropColumn(
                name: "ending_number",
                schema: "organisation",
                table: "unit");

            migrationBuilder.DropColumn(
                name: "founding_date",
                schema: "organisation",
                table: "unit");

            migrationBuilder.DropColumn(
                name: "founding_number",
                schema: "organisation",
                table: "unit");

            migrationBuilder.DropColumn(
                name: "is_demonstration",
                schema: "organisation",
                table: "unit");

            migrationBuilder.DropColumn(
                name: "follows_id",
                schema: "organisation",
                table: "post");

            migrationBuilder.DropColumn(
                name: "birth_date",
                schema: "organisation",
                table: "person");

            migrationBuilder.DropColumn(
                name: "identity_number",
                schema: "organisation",
                table: "person");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                schema: "organisation",
                table: "person");

            migrationBuilder.DropColumn(
                name: "mobile",
                schema: "organisation",
                table: "person");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,")
                .OldAnnotation("Npgsql:PostgresExtension:btree_gist", ",,")
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,");
        }
    }
}
